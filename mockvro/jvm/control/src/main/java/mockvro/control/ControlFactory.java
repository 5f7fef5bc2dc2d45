package mockvro.control;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** Ten things, made anew for every question; nothing is kept. */
public final class ControlFactory implements IPluginFactory {
  private static final int COUNT = 10;
  private static final String TYPE = "Thing";
  private static final String RELATION = "things";

  @Override
  public Object find(String type, String id) {
    for (Object thing : all(type)) {
      if (((Thing) thing).getId().equals(id)) {
        return thing;
      }
    }
    return null;
  }

  @Override
  public QueryResult findAll(String type, String query) {
    return new QueryResult(all(type));
  }

  @Override
  public List<?> findRelation(String parentType, String parentId, String relation) {
    return RELATION.equals(relation) ? all(TYPE) : new ArrayList<Object>();
  }

  @Override
  public HasChildrenResult hasChildrenInRelation(
      String parentType, String parentId, String relation) {
    return RELATION.equals(relation) ? HasChildrenResult.Yes : HasChildrenResult.No;
  }

  @Override
  public void executePluginCommand(String command) {
    // there are no commands
  }

  @Override
  public void invalidateAll() {
    // nothing is kept
  }

  @Override
  public void invalidate(String type, String id) {
    // nothing is kept
  }

  private static List<Object> all(String type) {
    List<Object> things = new ArrayList<>();
    for (int number = 1; TYPE.equals(type) && number <= COUNT; number++) {
      things.add(new Thing(Integer.toString(number)));
    }
    return things;
  }
}
