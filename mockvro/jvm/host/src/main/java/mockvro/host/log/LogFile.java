package mockvro.host.log;

import com.google.gson.JsonObject;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import mockvro.host.observe.Frames;
import mockvro.host.observe.Throwables;
import mockvro.host.rpc.Call;

/** The plug-in log: JSON lines, each written at once, up to a limit. */
final class LogFile {
  private final OutputStream file;
  private final long limit;
  private long written;

  LogFile(Path path, long limit) throws IOException {
    file = new FileOutputStream(path.toFile(), true);
    this.limit = limit;
  }

  /** Writes an entry; call and plug-in are those of the current thread. */
  void write(
      Instant at, String level, String logger, String thread, String message, Throwable thrown) {
    JsonObject line = new JsonObject();
    line.addProperty("at", at.toString());
    line.addProperty("level", level);
    line.addProperty("logger", logger);
    line.addProperty("thread", thread);
    line.addProperty("call", Call.currentId());
    line.addProperty("plugin", plugin());
    line.addProperty("message", message);
    if (thrown != null) {
      line.add("thrown", Throwables.toJson(thrown));
    }
    append((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String plugin() {
    Call call = Call.current();
    if (call != null && !call.plugin().isEmpty()) {
      return call.plugin();
    }
    String plugin = Frames.pluginOf(Thread.currentThread().getContextClassLoader());
    return plugin == null ? "" : plugin;
  }

  private synchronized void append(byte[] line) {
    if (written > limit) {
      return;
    }
    written += line.length;
    put(written > limit ? cut() : line);
  }

  private byte[] cut() {
    JsonObject line = new JsonObject();
    line.addProperty("at", Instant.now().toString());
    line.addProperty("level", "WARN");
    line.addProperty("logger", "mockvro");
    line.addProperty("thread", Thread.currentThread().getName());
    line.addProperty("call", "");
    line.addProperty("plugin", "");
    line.addProperty("message", "the log reached " + limit + " bytes and ends here");
    line.addProperty("truncated", true);
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void put(byte[] line) {
    try {
      file.write(line);
    } catch (IOException e) { // a full disk must not become an exception of the plug-in
      written = Long.MAX_VALUE;
    }
  }
}
