package probe;

import ch.dunes.vso.sdk.api.IAuthenticationService;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.ITokenPluginAdaptor;
import ch.dunes.vso.sdk.api.IUserToken;

/** Wants tokens instead of passwords. */
public class TokenAdaptor extends ProbeAdaptor implements ITokenPluginAdaptor {
  @Override
  public void setAuthenticationService(IAuthenticationService service) {
    event("authentication " + (service != null));
  }

  @Override
  public IPluginFactory createPluginFactory(
      String session, IUserToken token, IPluginNotificationHandler handler) {
    event("token " + token.getPrincipal() + " " + token.getCredentials());
    return new ProbeFactory(session, handler);
  }
}
