package probe;

import ch.dunes.vso.sdk.api.IPluginFactory;

/** The scripting singleton. */
public class Manager {
  private final ProbeFactory factory;

  private Manager(ProbeFactory factory) {
    this.factory = factory;
  }

  public static Manager createScriptingSingleton(IPluginFactory factory) {
    return new Manager((ProbeFactory) factory);
  }

  public String session() {
    return factory.session;
  }
}
