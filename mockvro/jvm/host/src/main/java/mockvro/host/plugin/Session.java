package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IUserToken;
import ch.dunes.vso.sdk.api.IUsernamePasswordToken;

/**
 * Who asks: one client log-in or one workflow run ({@code reference/plugin-host-protocol.md} §3).
 *
 * @param internal a session the server opens for itself: start-up, refresh, resume
 */
public record Session(String id, String user, String password, boolean internal) {

  /** Whether a datasource gets credentials in this session, by its anonymous-login-mode. */
  boolean anonymous(String mode) {
    return switch (mode) {
      case "always" -> true;
      case "internal" -> internal;
      default -> false;
    };
  }

  /** The token form; its principal is never null because the SDK's helpers print it. */
  IUserToken token(boolean anonymous) {
    return new Token(anonymous ? "anonymous" : user, anonymous ? null : password);
  }

  private static final class Token implements IUsernamePasswordToken {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final String password;

    Token(String user, String password) {
      this.user = user;
      this.password = password;
    }

    @Override
    public Object getCredentials() {
      return password;
    }

    @Override
    public Object getPrincipal() {
      return user;
    }

    @Override
    public String toXml() {
      return "";
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public String getUserName() {
      return user;
    }

    @Override
    public char[] getPassword() {
      return password == null ? null : password.toCharArray();
    }
  }
}
