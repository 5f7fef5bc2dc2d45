package mockvro.host.script;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;

/** The world around the script engine: loaded plug-ins, their finders, and the Python side. */
public interface ScriptEnvironment {

  /** All plug-ins that are loaded now; a plug-in keeps its identity as long as it stays loaded. */
  Collection<? extends PluginScripting> plugins();

  /**
   * Sends a request to the Python side and waits for its answer.
   *
   * @param method a method of {@code docs/host-protocol.md} such as {@code server.action}
   * @param params the parameters of the method
   * @return the result; JSON null where the method answers null
   * @throws ServerCallFailed when the other side answered with an error or cannot be reached
   */
  JsonElement server(String method, JsonObject params) throws ServerCallFailed;

  /**
   * Finds the finder type of a plug-in object.
   *
   * @param session the session of the running script
   * @param object any Java object
   * @return {@code {"type":"Redis:Connection","id":text|null,"display":text}}, or null when no
   *     finder claims the class of the object
   * @throws Throwable whatever the plug-in threw while the id was read
   */
  JsonObject describe(String session, Object object) throws Throwable;

  /**
   * Asks the plug-in for one object again.
   *
   * @param session the session of the running script
   * @param fullType module and type, {@code Redis:Connection}
   * @param id the id of the object
   * @return the object, or null when the plug-in does not find it
   * @throws Throwable whatever the plug-in threw; {@link ServerCallFailed} for an unknown type
   */
  Object find(String session, String fullType, String id) throws Throwable;

  /**
   * Asks the plug-in for all objects of a type.
   *
   * @param session the session of the running script
   * @param fullType module and type, {@code Redis:Connection}
   * @param query passed to the plug-in as it is, never null
   * @return a copy of the elements, empty when the plug-in answered null
   * @throws Throwable whatever the plug-in threw; {@link ServerCallFailed} for an unknown type
   */
  List<?> findAll(String session, String fullType, String query) throws Throwable;
}
