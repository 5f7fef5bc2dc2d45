package test;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** Finds a server of any id. */
public class Factory implements IPluginFactory {
  @Override
  public Object find(String type, String id) {
    return new Server(id);
  }

  @Override
  public QueryResult findAll(String type, String query) {
    return new QueryResult(new ArrayList<>());
  }

  @Override
  public List<?> findRelation(String parentType, String parentId, String relation) {
    return new ArrayList<>();
  }

  @Override
  public HasChildrenResult hasChildrenInRelation(
      String parentType, String parentId, String relation) {
    return HasChildrenResult.No;
  }

  @Override
  public void executePluginCommand(String command) {}

  @Override
  public void invalidateAll() {}

  @Override
  public void invalidate(String type, String id) {}
}
