package test;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds servers, and misbehaves for ids that ask for it. */
public class Factory implements IPluginFactory {

  @Override
  public Object find(String type, String id) {
    if (id.equals("throws")) {
      throw new IllegalStateException("boom");
    }
    if (id.equals("hangs")) {
      sleep();
    }
    if (id.equals("dies")) {
      die();
    }
    try {
      IEndpointConfiguration found = Adaptor.endpoints.getEndpointConfiguration(id);
      return found == null ? null : new Server(found.getId(), found.getString("host"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void die() {
    String pid = java.lang.management.ManagementFactory.getRuntimeMXBean().getName().split("@")[0];
    try {
      Runtime.getRuntime().exec(new String[] {"kill", "-9", pid});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    sleep();
  }

  private static List<Server> servers() {
    try {
      List<Server> all = new ArrayList<>();
      for (IEndpointConfiguration each : Adaptor.endpoints.getEndpointConfigurations()) {
        all.add(new Server(each.getId(), each.getString("host")));
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public QueryResult findAll(String type, String query) {
    return new QueryResult(servers());
  }

  @Override
  public List<?> findRelation(String parentType, String parentId, String relation) {
    return parentId == null ? servers() : new ArrayList<>();
  }

  @Override
  public HasChildrenResult hasChildrenInRelation(
      String parentType, String parentId, String relation) {
    return HasChildrenResult.Unknown;
  }

  @Override
  public void executePluginCommand(String command) {}

  @Override
  public void invalidateAll() {}

  @Override
  public void invalidate(String type, String id) {}
}
