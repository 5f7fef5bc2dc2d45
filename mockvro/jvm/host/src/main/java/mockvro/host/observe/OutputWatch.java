package mockvro.host.observe;

import com.google.gson.JsonObject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reports the first write of each plug-in code line to System.out or System.err and passes
 * everything on.
 *
 * <p>Looking at the stack costs a microsecond or two, so it may take a fixed time plus a small
 * share of the running time: quiet plug-ins are seen completely, a flood is not slowed down.
 */
public final class OutputWatch extends OutputStream {
  private static final long FREE_NANOS = 200_000_000;
  private static final int SHARE = 50; // one part of fifty
  private static final StackWalker WALKER = StackWalker.getInstance();

  private final String stream;
  private final OutputStream target;
  private final Observer observer;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final long start = System.nanoTime();
  private volatile long spent; // lost updates only make it more thorough

  private OutputWatch(String stream, OutputStream target, Observer observer) {
    this.stream = stream;
    this.target = target;
    this.observer = observer;
  }

  /** Puts the watch between the plug-ins and both streams of the process. */
  public static void install(Observer observer) {
    System.setOut(watched("stdout", FileDescriptor.out, observer));
    System.setErr(watched("stderr", FileDescriptor.err, observer));
  }

  private static PrintStream watched(String stream, FileDescriptor to, Observer observer) {
    OutputStream target = new FileOutputStream(to);
    return new PrintStream(
        new OutputWatch(stream, target, observer), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    watch();
    target.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    watch();
    target.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  private void watch() {
    long now = System.nanoTime();
    if (spent > FREE_NANOS && spent > (now - start) / SHARE) {
      return;
    }
    Optional<String> line =
        WALKER.walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .filter(frame -> Frames.pluginOf(frame) != null)
                    .map(Frames::text)
                    .findFirst());
    if (line.isPresent() && seen.add(line.get())) {
      report();
    }
    spent += System.nanoTime() - now;
  }

  private void report() {
    JsonObject facts = new JsonObject();
    facts.addProperty("stream", stream);
    Throwables.stack(facts, new Throwable().getStackTrace());
    observer.file("output-frame", facts);
  }
}
