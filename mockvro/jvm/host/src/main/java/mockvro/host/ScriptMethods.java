package mockvro.host;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.Future;
import mockvro.host.language.Warnings;
import mockvro.host.log.PluginLog;
import mockvro.host.observe.Throwables;
import mockvro.host.plugin.Plugins;
import mockvro.host.rpc.Handler;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;
import mockvro.host.script.ScriptDeadline;
import mockvro.host.script.ScriptEngine;
import mockvro.host.script.ScriptFailure;

/** The requests that concern scripts. */
final class ScriptMethods {
  private static final int DEADLINE = -32001;
  private static final int FAILED = -32003;

  /** A request to the script engine. */
  @FunctionalInterface
  private interface Work {
    JsonElement on(JsonObject params) throws ScriptFailure, ScriptDeadline;
  }

  private ScriptMethods() {}

  /** Registers {@code script.*}; scripts may log, so they wait for the log. */
  static void serve(Peer peer, ScriptEngine engine, Plugins plugins, Future<PluginLog> log) {
    peer.on("script.run", handler(engine::run, log));
    peer.on("script.stop", engine::stop);
    peer.on("script.compile", handler(engine::compile, log));
    peer.on("script.warnings", Warnings::find);
    peer.on("script.core", params -> engine.core());
    peer.on("script.api", params -> engine.api(plugins.require(params)));
  }

  private static Handler handler(Work work, Future<PluginLog> log) {
    return params -> {
      PluginLog.started(log);
      try {
        return work.on(params);
      } catch (ScriptDeadline e) {
        JsonObject data = new JsonObject();
        data.addProperty("line", e.line());
        throw new RpcError(DEADLINE, e.getMessage(), data);
      } catch (ScriptFailure e) {
        throw new RpcError(FAILED, e.getMessage(), data(e));
      }
    };
  }

  private static JsonObject data(ScriptFailure failure) {
    JsonObject data = new JsonObject();
    data.addProperty("name", failure.name());
    data.addProperty("message", failure.getMessage());
    data.addProperty("line", failure.line());
    data.addProperty("location", failure.location());
    data.add("facts", failure.facts());
    if (failure.getCause() != null) {
      data.add("exception", Throwables.toJson(failure.getCause()));
    }
    return data;
  }
}
