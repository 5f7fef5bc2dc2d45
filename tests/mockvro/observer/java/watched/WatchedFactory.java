package watched;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** Does the deed that the id names: {@code deed argument}. */
public class WatchedFactory implements IPluginFactory {
  static final List<Object> KEPT = new ArrayList<>();

  final IPluginNotificationHandler handler;

  WatchedFactory(IPluginNotificationHandler handler) {
    this.handler = handler;
  }

  @Override
  public Object find(String type, String id) {
    String[] words = id.split(" ", 2);
    try {
      Deeds.does(this, words[0], words.length > 1 ? words[1] : "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new Thing(id);
  }

  @Override
  public QueryResult findAll(String type, String query) {
    return new QueryResult(new ArrayList<>());
  }

  @Override
  public List<?> findRelation(String type, String id, String relation) {
    return new ArrayList<>();
  }

  @Override
  public HasChildrenResult hasChildrenInRelation(String type, String id, String relation) {
    return HasChildrenResult.No;
  }

  @Override
  public void executePluginCommand(String command) {
    KEPT.add(this);
  }

  @Override
  public void invalidate(String type, String id) {}

  @Override
  public void invalidateAll() {}
}
