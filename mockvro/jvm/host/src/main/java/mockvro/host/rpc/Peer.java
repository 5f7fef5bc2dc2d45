package mockvro.host.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * JSON-RPC 2.0 in both directions; a thread per request, so that calls nest and none blocks
 * another.
 *
 * <p>Written here and not taken from lsp4j: reading and writing frames is a page of code, while
 * lsp4j brings its annotations, proxies and a reflective Gson, all of it start-up time.
 */
public final class Peer {
  private final Channel channel;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonElement>> waiting = new ConcurrentHashMap<>();
  private volatile Consumer<Call> served = call -> {};
  private volatile boolean stopping;
  private final AtomicLong ids = new AtomicLong();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "mockvro-call-" + ids.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  /** Connects to the Unix socket at the path. */
  public Peer(Path path) throws IOException {
    channel = new Channel(path);
  }

  /** Registers the handler of a method. */
  public void on(String method, Handler handler) {
    handlers.put(method, handler);
  }

  /** Tells somebody of the end of each call, on its thread and before it is answered. */
  public void onServed(Consumer<Call> told) {
    served = told;
  }

  /** Sends a notification. */
  public void tell(String method, JsonObject params) {
    channel.send(message(method, params).toString());
  }

  /**
   * Sends a request and waits for its answer. An interrupt does not end the waiting; it is kept.
   *
   * @throws RpcError the error answer of the other side
   */
  public JsonElement ask(String method, JsonObject params) throws RpcError {
    String id = "j" + ids.incrementAndGet();
    CompletableFuture<JsonElement> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject message = message(method, params);
    message.addProperty("id", id);
    channel.send(message.toString());
    return await(answer);
  }

  /** Reads and serves until the other side closes the connection. */
  public void run() throws IOException {
    for (String text = channel.receive(); text != null; text = channel.receive()) {
      JsonObject message = parse(text);
      if (message.has("method")) {
        threads.execute(() -> serve(message));
      } else {
        complete(message);
      }
    }
  }

  /** Ends the connection as soon as the call of this thread has been answered. */
  public void stop() {
    stopping = true;
  }

  private static JsonObject message(String method, JsonObject params) {
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("method", method);
    message.add("params", params);
    return message;
  }

  private static JsonObject parse(String text) throws IOException {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("a frame without a JSON object", e);
    }
  }

  private static JsonElement await(CompletableFuture<JsonElement> answer) throws RpcError {
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw (RpcError) e.getCause();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void complete(JsonObject message) {
    CompletableFuture<JsonElement> answer = waiting.remove(message.get("id").getAsString());
    if (answer == null) {
      return;
    }
    if (message.get("error") instanceof JsonObject error) {
      JsonObject data = error.get("data") instanceof JsonObject object ? object : null;
      answer.completeExceptionally(
          new RpcError(error.get("code").getAsInt(), error.get("message").getAsString(), data));
    } else {
      answer.complete(message.has("result") ? message.get("result") : JsonNull.INSTANCE);
    }
  }

  private void serve(JsonObject message) {
    JsonObject answer = new JsonObject();
    answer.addProperty("jsonrpc", "2.0");
    answer.add("id", message.get("id"));
    String method = message.get("method").getAsString();
    String id = message.has("id") ? message.get("id").getAsString() : "";
    JsonObject params =
        message.get("params") instanceof JsonObject object ? object : new JsonObject();
    try (Call call = Call.enter(id, method, params)) {
      answer.add("result", serve(call, method, params));
    } catch (RpcError e) {
      answer.add("error", error(e.code(), e.getMessage(), e.data()));
    } catch (RuntimeException | Error e) { // ours: what plug-ins throw was turned into RpcError
      e.printStackTrace();
      answer.add("error", error(RpcError.INTERNAL, e.toString(), null));
    }
    if (message.has("id")) {
      channel.send(answer.toString());
    }
    if (stopping) {
      channel.close(TimeUnit.SECONDS.toNanos(2));
    }
  }

  private JsonElement serve(Call call, String method, JsonObject params) throws RpcError {
    try {
      JsonElement result = handler(method).serve(params);
      return result == null ? JsonNull.INSTANCE : result;
    } finally {
      served.accept(call);
    }
  }

  private Handler handler(String method) throws RpcError {
    Handler handler = handlers.get(method);
    if (handler == null) {
      throw new RpcError(RpcError.NO_METHOD, "no method " + method, null);
    }
    return handler;
  }

  private static JsonObject error(int code, String message, JsonObject data) {
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", String.valueOf(message));
    if (data != null) {
      error.add("data", data);
    }
    return error;
  }
}
