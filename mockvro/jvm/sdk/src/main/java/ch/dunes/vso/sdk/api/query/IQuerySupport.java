package ch.dunes.vso.sdk.api.query;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.List;

/** Implemented by a factory that can filter, sort and page by itself. */
public interface IQuerySupport {

    /** The object of that type and id as far as the query asks for it, or null. */
    Object find(String type, String id, QuerySpec query);

    /** Objects of a type that match. */
    QueryResult findAll(String type, String text, QuerySpec query);

    /** Whether a relation leads to an object that matches. */
    HasChildrenResult hasChildrenInRelation(
            String parentType, String parentId, String relationName, QuerySpec query);

    /** Matching objects at the other end of a relation. */
    List<?> findRelation(String parentType, String parentId, String relationName, QuerySpec query);
}
