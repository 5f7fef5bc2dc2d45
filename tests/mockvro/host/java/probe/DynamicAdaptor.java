package probe;

import ch.dunes.vso.sdk.api.IDynamicFinder;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.SDKFinderProperty;
import java.util.Collections;
import java.util.List;

/** Its factory tells ids and properties. */
public class DynamicAdaptor extends ProbeAdaptor {
  @Override
  public IPluginFactory createPluginFactory(
      String session, String user, String password, IPluginNotificationHandler handler) {
    return new DynamicFactory(session, handler);
  }

  /** Knows what the descriptor does not say. */
  private static final class DynamicFactory extends ProbeFactory implements IDynamicFinder {
    DynamicFactory(String session, IPluginNotificationHandler handler) {
      super(session, handler);
    }

    @Override
    public List<SDKFinderProperty> getProperties(String type) {
      return Collections.singletonList(new SDKFinderProperty("label", "Label", "name", null));
    }

    @Override
    public String getIdAccessor(String type) {
      return "getSize()";
    }
  }
}
