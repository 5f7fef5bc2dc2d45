package org.example.lighthouse;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.PluginExecutionException;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers the server's questions about the inventory, for one session. */
public final class LighthouseFactory implements IPluginFactory {
    private final Session session;
    private final Inventory inventory;

    LighthouseFactory(Session session) {
        this.session = session;
        this.inventory = new Inventory(session);
    }

    Session session() {
        return session;
    }

    @Override
    public Object find(String type, String id) {
        session.request("find " + Text.visible(type), id);
        return inventory.find(type, id);
    }

    @Override
    public QueryResult findAll(String type, String query) {
        session.request("findAll", type);
        return inventory.findAll(type, query);
    }

    @Override
    public List<?> findRelation(String parentType, String parentId, String relation) {
        session.request("findRelation " + Text.visible(relation) + " of", parentId);
        if (Types.ROOT.equals(parentType) && Types.HARBOURS.equals(relation)) {
            return inventory.harbours();
        }
        if (Types.HARBOUR.equals(parentType)) {
            return ofHarbour(ObjectId.parse(parentId, 0), relation);
        }
        if (Types.LIGHTHOUSE.equals(parentType)) {
            return ofLighthouse(ObjectId.parse(parentId, 1), relation);
        }
        return new ArrayList<Object>();
    }

    private List<?> ofHarbour(ObjectId id, String relation) {
        if (id == null || session.store().find(id.harbour()) == null) {
            return new ArrayList<Object>();
        }
        if (Types.LIGHTHOUSES.equals(relation)) {
            return inventory.lighthousesOf(id.harbour());
        }
        return Types.KEEPERS.equals(relation)
                ? inventory.keepersOf(id.harbour())
                : new ArrayList<Object>();
    }

    private List<?> ofLighthouse(ObjectId id, String relation) {
        if (id == null || session.store().find(id.harbour()) == null) {
            return new ArrayList<Object>();
        }
        if (Types.LAMPS.equals(relation)) {
            return inventory.lampsOf(id);
        }
        Keeper keeper = Types.THE_KEEPER.equals(relation) ? inventory.keeperOf(id) : null;
        return keeper == null
                ? new ArrayList<Object>()
                : new ArrayList<Object>(Collections.singletonList(keeper));
    }

    @Override
    public HasChildrenResult hasChildrenInRelation(
            String parentType, String parentId, String relation) {
        session.request("hasChildrenInRelation " + Text.visible(relation) + " of", parentId);
        if (Types.ROOT.equals(parentType)) {
            boolean any = Types.HARBOURS.equals(relation) && !session.store().all().isEmpty();
            return any ? HasChildrenResult.Yes : HasChildrenResult.No;
        }
        // an answer would need a call to the harbour office, and trees ask for many nodes at once
        return HasChildrenResult.Unknown;
    }

    @Override
    public void executePluginCommand(String command) throws PluginExecutionException {
        session.request("executePluginCommand", "");
        throw new PluginExecutionException("There are no commands");
    }

    @Override
    public void invalidateAll() {
        session.request("invalidateAll", "");
    }

    @Override
    public void invalidate(String type, String id) {
        session.request("invalidate " + Text.visible(type), id);
    }
}
