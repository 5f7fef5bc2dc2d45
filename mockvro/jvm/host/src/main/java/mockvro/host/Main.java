package mockvro.host;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.concurrent.Future;
import mockvro.guard.Exit;
import mockvro.guard.Streams;
import mockvro.host.log.PluginLog;
import mockvro.host.observe.Lookout;
import mockvro.host.observe.Observer;
import mockvro.host.observe.OutputWatch;
import mockvro.host.observe.ProbeClasses;
import mockvro.host.observe.ThreadDump;
import mockvro.host.observe.Throwables;
import mockvro.host.observe.state.Inside;
import mockvro.host.plugin.Events;
import mockvro.host.plugin.Inventory;
import mockvro.host.plugin.Plugins;
import mockvro.host.plugin.Scripts;
import mockvro.host.rpc.Peer;
import mockvro.host.script.ScriptEngine;

/**
 * Starts the host: connects to the Python side and serves it until it hangs up.
 *
 * <p>The thread that reads is the one that ends the process: the JVM waits up to 300 ms for threads
 * that are inside a system call.
 */
public final class Main {
  private static final int PROTOCOL = 1;
  private static final int LOST = 70; // EX_SOFTWARE: we can no longer talk

  private static volatile boolean asked;

  private Main() {}

  /**
   * Starts the host.
   *
   * @param args log file, size limit of the log in bytes, level of plug-in loggers, socket path
   * @param instrumentation of this JVM, for the observer
   */
  public static void main(String[] args, Instrumentation instrumentation) throws IOException {
    Future<PluginLog> log =
        PluginLog.begin(Path.of(args[0]), Long.parseLong(args[1]), args[2]);
    Peer peer = new Peer(Path.of(args[3]));
    Observer observer = new Observer(peer);
    Inside inside = new Inside(instrumentation);
    ProbeClasses.define(inside);
    Lookout lookout = new Lookout(instrumentation, inside, observer);
    watch(observer);
    serve(peer, observer, lookout, log);
    peer.tell("ready", about());
    run(peer);
  }

  private static void watch(Observer observer) {
    OutputWatch.install(observer);
    Exit.install((method, status) -> exitTrapped(observer, method, status));
    Streams.install(method -> streamReplaced(observer, method));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> uncaught(observer, thread, thrown));
  }

  private static void serve(
      Peer peer, Observer observer, Lookout lookout, Future<PluginLog> log) {
    ClassLoader platform = Main.class.getClassLoader().getParent();
    Plugins plugins = new Plugins(platform, peer, observer, lookout, log);
    plugins.serve(peer);
    new Inventory(plugins).serve(peer);
    new Events(plugins, observer, lookout).serve(peer);
    ScriptEngine engine = new ScriptEngine(new Scripts(plugins, peer));
    plugins.onUnload(engine::pluginsChanged);
    ScriptMethods.serve(peer, engine, plugins, log);
    ObserverMethods.serve(peer, lookout, plugins);
    peer.onServed(lookout.leftovers()::callEnded);
    peer.on("host.info", params -> info());
    peer.on("host.threads", params -> ThreadDump.take());
    peer.on(
        "host.shutdown",
        params -> {
          asked = true;
          peer.stop();
          return null;
        });
  }

  private static void run(Peer peer) {
    int status = 0;
    try {
      peer.run();
    } catch (IOException e) {
      e.printStackTrace();
      status = LOST;
    }
    if (asked) {
      System.exit(status); // shutdown hooks of the plug-ins run, as they do in the product
    }
    Runtime.getRuntime().halt(status); // nobody is left to serve; plug-in threads may not stay
  }

  private static void exitTrapped(Observer observer, String method, int status) {
    JsonObject facts = new JsonObject();
    facts.addProperty("method", method);
    facts.addProperty("status", status);
    Throwables.stack(facts, new Throwable().getStackTrace());
    observer.file("exit-trapped", facts);
  }

  private static void streamReplaced(Observer observer, String method) {
    JsonObject facts = new JsonObject();
    facts.addProperty("method", method);
    Throwables.stack(facts, new Throwable().getStackTrace());
    observer.file("stream-replaced", facts);
  }

  private static void uncaught(Observer observer, Thread thread, Throwable thrown) {
    JsonObject facts = new JsonObject();
    facts.addProperty("thread", thread.getName());
    facts.add("exception", Throwables.toJson(thrown));
    observer.file("uncaught", facts);
    System.err.print("Exception in thread \"" + thread.getName() + "\" ");
    thrown.printStackTrace();
  }

  private static JsonObject about() {
    JsonObject about = new JsonObject();
    about.addProperty("pid", ProcessHandle.current().pid());
    about.addProperty("java", System.getProperty("java.version"));
    about.addProperty("protocol", PROTOCOL);
    return about;
  }

  private static JsonObject info() {
    JsonObject info = about();
    info.add("vm", new JsonPrimitive(System.getProperty("java.vm.name")));
    return info;
  }
}
