package mockvro.host.service;

import ch.dunes.vso.sdk.api.IAuthenticationService;
import ch.dunes.vso.sdk.api.ISamlToken;
import ch.dunes.vso.sdk.api.IUserToken;
import ch.dunes.vso.sdk.api.IUsernamePasswordToken;
import java.security.PrivateKey;

/** There is no single sign-on: every answer is null, which plug-ins must expect. */
public final class Authentication implements IAuthenticationService {
  @Override
  public ISamlToken authenticate(IUsernamePasswordToken token) {
    return null;
  }

  @Override
  public ISamlToken getTokenForSession(String session) {
    return null;
  }

  @Override
  public IUserToken newUnmanagedTokenForSession(String session) {
    return null;
  }

  @Override
  public PrivateKey getSolutionUserPk() {
    return null;
  }
}
