package test;

import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import java.io.IOException;

/** A managed server; its class is the scripting singleton too. */
public class Server {
  private final String id;
  private final String host;

  public Server() {
    this(null, null);
  }

  Server(String id, String host) {
    this.id = id;
    this.host = host;
  }

  public static Object createScriptingSingleton(IPluginFactory factory) {
    return new Server();
  }

  public String getId() {
    return id;
  }

  public String getHost() {
    return host;
  }

  public String ping() {
    return "PONG from " + host;
  }

  public Server add(String id, String host) throws IOException {
    IEndpointConfiguration made = Adaptor.endpoints.newEndpointConfiguration(id);
    made.setString("host", host);
    Adaptor.endpoints.saveEndpointConfiguration(made);
    return new Server(id, host);
  }

  public String fail() {
    throw new IllegalStateException("no");
  }
}
