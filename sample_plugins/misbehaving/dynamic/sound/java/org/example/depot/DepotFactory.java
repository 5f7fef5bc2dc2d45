package org.example.depot;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** Answers the server's questions about the inventory. */
public final class DepotFactory implements IPluginFactory {
    @Override
    public Object find(String type, String id) {
        Release.log("find " + type);
        switch (type) {
            case "Shelf":
                return Stock.shelf(id);
            case "Box":
                return Stock.box(id);
            default:
                return null;
        }
    }

    @Override
    public QueryResult findAll(String type, String query) {
        Release.log("findAll " + type);
        List<Object> found = new ArrayList<>();
        if ("Shelf".equals(type)) {
            found.addAll(Stock.shelves());
        } else if ("Box".equals(type)) {
            found.addAll(Stock.boxes());
        }
        found.removeIf(each -> !isNamed(each, query));
        return new QueryResult(found, found.size());
    }

    /** Whether the name of an object contains a text; what has no name contains the empty one. */
    private static boolean isNamed(Object object, String text) {
        String name = object instanceof Shelf ? ((Shelf) object).getName() : "";
        name = object instanceof Box ? ((Box) object).getName() : name;
        return text == null || name.contains(text);
    }

    @Override
    public List<?> findRelation(String parentType, String parentId, String relation) {
        Release.log("findRelation " + relation);
        switch (relation) {
            case "shelves":
                return Stock.shelves();
            case "boxes":
                return Stock.boxesOn(parentId);
            default:
                return new ArrayList<>();
        }
    }

    @Override
    public HasChildrenResult hasChildrenInRelation(
            String parentType, String parentId, String relation) {
        Release.log("hasChildrenInRelation " + relation);
        if ("boxes".equals(relation)) {
            return Stock.boxesOn(parentId).isEmpty() ? HasChildrenResult.No : HasChildrenResult.Yes;
        }
        return "shelves".equals(relation) ? HasChildrenResult.Yes : HasChildrenResult.Unknown;
    }

    @Override
    public void executePluginCommand(String command) {
        Release.log("executePluginCommand");
    }

    @Override
    public void invalidateAll() {
        Release.log("invalidateAll");
    }

    @Override
    public void invalidate(String type, String id) {
        Release.log("invalidate");
    }
}
