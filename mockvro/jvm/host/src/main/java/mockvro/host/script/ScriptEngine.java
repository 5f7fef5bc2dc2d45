package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.observe.Frames;
import mockvro.host.plugin.Descriptor;
import mockvro.host.rpc.Call;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;

/** Runs scripts of workflows and actions on Rhino 1.7R4 as the product does. */
public final class ScriptEngine {

  private static final long DEFAULT_LIMIT_MS = 60_000;

  private final ScriptEnvironment environment;
  private final ScriptContexts contexts = new ScriptContexts();
  private final LockTable locks = new LockTable();
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private PluginWorld world;

  /**
   * @param environment the plug-ins and the Python side
   */
  public ScriptEngine(ScriptEnvironment environment) {
    this.environment = environment;
  }

  /** Forgets the classes of plug-ins; to be called when one was loaded or unloaded. */
  public synchronized void pluginsChanged() {
    world = null;
  }

  /**
   * Runs a script: request {@code script.run} of {@code docs/host-protocol.md}.
   *
   * @param params the parameters of the request
   * @return {@code {"outputs":{name:value},"result":value,"facts":[…]}}
   * @throws ScriptFailure when the script does not compile, throws, or needs what is not simulated
   * @throws ScriptDeadline when the script was stopped
   */
  public JsonElement run(JsonObject params) throws ScriptFailure, ScriptDeadline {
    ClassLoader loaderBefore = Thread.currentThread().getContextClassLoader();
    Context context = contexts.enterContext();
    Run before = Run.of(context);
    try {
      return run(context, newRun(context, params), params);
    } finally {
      Run.leave(context, before);
      Context.exit();
      Thread.currentThread().setContextClassLoader(loaderBefore);
      Call.clearInterrupt(); // left over from the plug-in; it would close the host's channel
    }
  }

  private JsonElement run(Context context, Run run, JsonObject params)
      throws ScriptFailure, ScriptDeadline {
    run.enter(context);
    running.add(run);
    try {
      return run(context, new RunRequest(run, params));
    } finally {
      running.remove(run);
    }
  }

  /**
   * Stops the scripts of a session: request {@code script.stop}. A thread inside a plug-in is not
   * interrupted; its script ends when the plug-in returns.
   *
   * @param params the parameters of the request
   * @return the number of scripts that were told to stop
   */
  public JsonElement stop(JsonObject params) {
    String session = RunRequest.text(params, "session");
    int stopped = 0;
    for (Run run : running) {
      if (run.session().equals(session)) {
        run.stop();
        stopped++;
      }
    }
    return new JsonPrimitive(stopped);
  }

  private Run newRun(Context context, JsonObject params) {
    JsonObject token = params.get("workflow") instanceof JsonObject facts ? facts : null;
    long limit =
        params.get("deadline") instanceof JsonPrimitive millis
            ? millis.getAsLong()
            : DEFAULT_LIMIT_MS;
    String session = RunRequest.text(params, "session");
    return new Run(environment, world(context), locks, session, token, limit);
  }

  private synchronized PluginWorld world(Context context) {
    if (world == null || !world.isOf(environment.plugins())) {
      world = new PluginWorld(context, environment.plugins());
    }
    return world;
  }

  private static JsonElement run(Context context, RunRequest request)
      throws ScriptFailure, ScriptDeadline {
    try {
      return guarded(context, request);
    } catch (ScriptFailure e) {
      e.facts(request.run().facts());
      throw e;
    }
  }

  private static JsonElement guarded(Context context, RunRequest request)
      throws ScriptFailure, ScriptDeadline {
    try {
      return request.go(context);
    } catch (StopSignal.Deadline e) {
      throw new ScriptDeadline(e.getMessage(), e.line());
    } catch (StopSignal.NotSimulated e) {
      throw Failures.notSimulated(e);
    } catch (RhinoException e) {
      throw Failures.of(request.run(), e);
    } catch (Error e) { // scripts cannot catch an Error of the plug-in; it ends the element
      throw Failures.error(request.run(), e);
    } catch (RuntimeException e) {
      // such as an exception of the plug-in whose getMessage throws while Rhino wraps it
      if (Frames.firstOfPlugin(e.getStackTrace()) == null) {
        throw e;
      }
      throw Failures.error(request.run(), e);
    }
  }

  /**
   * Compiles a script: request {@code script.compile}.
   *
   * @param params the parameters of the request
   * @return JSON null
   * @throws ScriptFailure when it does not compile
   */
  public JsonElement compile(JsonObject params) throws ScriptFailure {
    String location = params.has("location") ? RunRequest.text(params, "location") : "script";
    String source = RunRequest.text(params, "source");
    Context context = contexts.enterContext();
    try {
      new ElementCall(location, source, List.of(), List.of()).compile(context);
      return JsonNull.INSTANCE;
    } catch (EvaluatorException e) {
      throw Failures.syntax(e);
    } finally {
      Context.exit();
    }
  }

  /**
   * Tells which members of the product's scripting API are answered here: request {@code
   * script.core}.
   *
   * @return names by class
   */
  public JsonElement core() {
    return CoreMembers.list();
  }

  /**
   * Tells what a plug-in really offers to scripts: request {@code script.api}.
   *
   * @param plugin the name of a loaded plug-in
   * @return {@code {"objects":[{"script_name","java_class","constructible","members":[…]}]}}
   * @throws IllegalArgumentException when the plug-in is not loaded
   */
  public JsonElement api(String plugin) {
    Context context = contexts.enterContext();
    try {
      PluginWorld known = world(context);
      PluginScripting found = known.plugin(plugin);
      if (found == null) {
        throw new IllegalArgumentException("Plug-in " + plugin + " is not loaded");
      }
      return api(context, known, found);
    } finally {
      Context.exit();
    }
  }

  private static JsonObject api(Context context, PluginWorld known, PluginScripting plugin) {
    ScriptableObject scope = new NativeObject();
    scope.associateValue("ClassCache", known.classCache());
    context.initStandardObjects(scope);
    JsonArray objects = new JsonArray();
    for (JsonObject element : Descriptor.list(plugin.descriptor(), "objects")) {
      objects.add(new ApiProbe(scope, new ScriptClass(plugin, element)).facts());
    }
    JsonObject answer = new JsonObject();
    answer.add("objects", objects);
    return answer;
  }
}
