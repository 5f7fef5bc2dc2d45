package org.example.beacon;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the one beacon there is. */
public class BeaconFactory implements IPluginFactory {
    @Override
    public List<?> findRelation(String parentType, String parentId, String relationName) {
        return "beacons".equals(relationName)
                ? Collections.singletonList(Beacon.ONLY)
                : Collections.emptyList();
    }

    @Override
    public Object find(String type, String id) {
        return "Beacon".equals(type) && Beacon.ONLY.getId().equals(id) ? Beacon.ONLY : null;
    }

    @Override
    public HasChildrenResult hasChildrenInRelation(
            String parentType, String parentId, String relationName) {
        return "beacons".equals(relationName) ? HasChildrenResult.Yes : HasChildrenResult.No;
    }

    @Override
    public QueryResult findAll(String type, String query) {
        List<Object> found = new ArrayList<>(Collections.singletonList(Beacon.ONLY));
        return new QueryResult(found, found.size());
    }

    @Override
    public void executePluginCommand(String cmd) {}

    @Override
    public void invalidateAll() {}

    @Override
    public void invalidate(String type, String id) {}
}
