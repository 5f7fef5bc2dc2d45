package mockvro.host.plugin;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mockvro.host.rpc.Call;
import mockvro.host.rpc.RpcError;

/**
 * The time limits of a datasource with invoker mode {@code timeout}, in seconds ({@code
 * reference/plugin-host-protocol.md} §7). A late call is abandoned and not interrupted.
 */
final class Timeouts {
  /** A call with the errors of the protocol. */
  @FunctionalInterface
  interface Limited<T> {
    T call() throws RpcError;
  }

  private final Map<String, Long> seconds;

  private Timeouts(Map<String, Long> seconds) {
    this.seconds = seconds;
  }

  static Timeouts of(JsonObject datasource) {
    if (!"timeout".equals(Descriptor.text(datasource, "invoker_mode"))) {
      return new Timeouts(Map.of());
    }
    return new Timeouts(
        Map.of(
            "findRelation", Descriptor.seconds(datasource, "timeout_fetch_relation", 30),
            "findAll", Descriptor.seconds(datasource, "timeout_find_all", 60),
            "find", Descriptor.seconds(datasource, "timeout_find", 60),
            "hasChildrenInRelation",
                Descriptor.seconds(datasource, "timeout_has_children_in_relation", 2),
            "executePluginCommand",
                Descriptor.seconds(datasource, "timeout_execute_plugin_command", 30)));
  }

  <T> T limit(String phase, Limited<T> question) throws RpcError {
    Long limit = seconds.get(phase);
    if (limit == null) {
      return question.call();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Call call = Call.current();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread thread = new Thread(() -> answer(question, answer, call), "mockvro-limited-" + phase);
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
    return await(answer, phase, limit);
  }

  private static <T> void answer(Limited<T> question, CompletableFuture<T> answer, Call call) {
    try (Call adopted = call == null ? null : call.adopt()) {
      answer.complete(question.call());
    } catch (RpcError e) {
      answer.completeExceptionally(e);
    }
  }

  private static <T> T await(CompletableFuture<T> answer, String phase, long limit)
      throws RpcError {
    try {
      return answer.get(limit, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (RpcError) e.getCause();
    } catch (TimeoutException e) {
      JsonObject data = new JsonObject();
      data.addProperty("phase", phase);
      data.addProperty("seconds", limit);
      throw new RpcError(RpcError.TIMED_OUT, phase + " took more than " + limit + " s", data);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcError(RpcError.INTERNAL, phase + ": the waiting thread was interrupted", null);
    }
  }
}
