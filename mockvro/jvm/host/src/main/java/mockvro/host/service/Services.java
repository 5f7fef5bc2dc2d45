package mockvro.host.service;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.cipher.ICipher;
import ch.dunes.vso.sdk.context.IContext;
import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;
import ch.dunes.vso.sdk.ssl.ISslService;
import com.google.gson.JsonObject;
import com.vmware.o11n.sdk.system.ISystem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import mockvro.host.observe.Observer;
import mockvro.host.rpc.Call;

/**
 * The services a plug-in can ask for ({@code reference/plugin-host-protocol.md} §9); null for all
 * others is a valid answer. Each answered service files its calls.
 */
public final class Services implements IServiceRegistry {
  private final Observer observer;
  private final String plugin;
  private final Map<String, Object> services = new HashMap<>();
  private volatile boolean closed;

  /**
   * The registry of one plug-in.
   *
   * @param endpoints the plug-in's endpoint configurations
   * @param system tells the installed plug-ins
   */
  public Services(
      Observer observer, String plugin, IEndpointConfigurationService endpoints, ISystem system) {
    this.observer = observer;
    this.plugin = plugin;
    put(ENDPOINT_CONFIGURATION_SERVICE, IEndpointConfigurationService.class, endpoints);
    put(SSL_SERVICE, ISslService.class, new Ssl());
    put(CIPHER_SERVICE, ICipher.class, new Cipher());
    put(CONTEXT_SERVICE, IContext.class, Services::traceId);
    put(SYSTEM_SERVICE, ISystem.class, system);
  }

  /** From now on the plug-in is unloaded, and nothing of this must be used. */
  public void close() {
    closed = true;
  }

  @Override
  public Object getService(String name) {
    if (name == null) {
      observer.violation("service-without-name", "getService(null)");
      return null;
    }
    file(name.substring(name.lastIndexOf('.') + 1), "getService", null);
    return services.get(name);
  }

  /** The id of the current run: its session; null outside of calls. */
  private static String traceId() {
    Call call = Call.current();
    return call == null || call.session().isEmpty() ? null : call.session();
  }

  private <T> void put(String name, Class<T> type, T service) {
    Object observed =
        Proxy.newProxyInstance(
            Services.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> invoke(type, service, proxy, method, arguments));
    services.put(name, observed);
  }

  private Object invoke(
      Class<?> type, Object service, Object proxy, Method method, Object[] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(type, proxy, method.getName(), arguments);
    }
    boolean endpoints = type == IEndpointConfigurationService.class;
    file(type.getSimpleName(), method.getName(), endpoints ? endpointId(arguments) : null);
    if (endpoints && arguments != null && Arrays.asList(arguments).contains(null)) {
      observer.violation("service-null-argument", type.getSimpleName() + "." + method.getName());
    }
    try {
      return method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object ofObject(Class<?> type, Object proxy, String method, Object[] arguments) {
    return switch (method) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> type.getSimpleName();
    };
  }

  private static String endpointId(Object[] arguments) {
    if (arguments == null || arguments.length == 0) {
      return null;
    }
    return arguments[0] instanceof IEndpointConfiguration entry
        ? entry.getId()
        : (String) arguments[0];
  }

  private void file(String service, String method, String id) {
    if (closed) {
      observer.violation(plugin, "service-after-unload", service + "." + method);
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("plugin", plugin);
    facts.addProperty("service", service);
    facts.addProperty("method", method);
    if (id != null) {
      facts.addProperty("id", id);
    }
    facts.addProperty("ownThread", Call.current() == null);
    observer.file("service", facts);
  }
}
