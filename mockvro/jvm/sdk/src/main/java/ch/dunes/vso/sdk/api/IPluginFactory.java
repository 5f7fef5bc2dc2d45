package ch.dunes.vso.sdk.api;

import java.util.List;

/**
 * Finds the objects of a plug-in for one session.
 *
 * <p>Type names carry no module prefix.
 */
public interface IPluginFactory {
    /** Name of a relation from the time before relations had names. */
    String RELATION_CHILDREN = "CHILDREN";

    /**
     * Objects at the other end of a relation.
     *
     * @param parentType type of the object the relation starts at
     * @param parentId id of that object; null for the inventory root
     * @param relationName name in the descriptor
     */
    List findRelation(String parentType, String parentId, String relationName);

    /** The object of that type and id, or null if there is none. */
    Object find(String type, String id);

    /** Whether {@link #findRelation} with the same arguments would find anything. */
    HasChildrenResult hasChildrenInRelation(
            String parentType, String parentId, String relationName);

    /**
     * Objects of a type that match a query.
     *
     * @param query text in the plug-in's own syntax; empty means all
     */
    QueryResult findAll(String type, String query);

    /**
     * Runs a command in the plug-in's own syntax.
     *
     * @throws PluginExecutionException if the command failed
     */
    void executePluginCommand(String cmd) throws PluginExecutionException;

    /** Drops everything the factory remembers. */
    void invalidateAll();

    /** Drops what the factory remembers of one object. */
    void invalidate(String type, String id);
}
