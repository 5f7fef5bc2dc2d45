package probe;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Behaves and misbehaves by the id it is asked for. */
public class ProbeFactory implements IPluginFactory {
  final String session;
  final IPluginNotificationHandler handler;

  ProbeFactory(String session, IPluginNotificationHandler handler) {
    this.session = session;
    this.handler = handler;
  }

  @Override
  public Object find(String type, String id) {
    if (type.equals("Odd")) {
      return "a text, not a Thing";
    }
    try {
      return Deeds.find(this, id);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public QueryResult findAll(String type, String query) {
    switch (query) {
      case "null":
        return null;
      case "empty":
        return new QueryResult();
      case "hole":
        return new QueryResult(Arrays.asList(new Thing("1", "one"), null), 5);
      default:
        return new QueryResult(Arrays.asList(new Thing("1", "one"), new Special("2")));
    }
  }

  @Override
  public List<?> findRelation(String type, String id, String relation) {
    if (relation.equals("nothing")) {
      return null;
    }
    if (relation.equals("lazy")) {
      return new ArrayList<Object>() {
        @Override
        public Object[] toArray() {
          throw new IllegalStateException("lazy");
        }
      };
    }
    return Collections.unmodifiableList(
        Arrays.asList(new Thing(type + "/" + id, "child"), new Special("s")));
  }

  @Override
  public HasChildrenResult hasChildrenInRelation(String type, String id, String relation) {
    return relation.equals("nothing") ? null : HasChildrenResult.Yes;
  }

  @Override
  public void executePluginCommand(String command) {
    ProbeAdaptor.event("command " + command);
  }

  @Override
  public void invalidateAll() {
    ProbeAdaptor.event("invalidateAll");
  }

  @Override
  public void invalidate(String type, String id) {
    ProbeAdaptor.event("invalidate " + type + " " + id);
  }
}
