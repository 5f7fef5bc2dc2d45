package ch.dunes.vso.sdk.cafe;

import com.vmware.vcac.platform.rest.client.authentication.Authentication;

/** Authentication as the server itself. */
public interface SolutionAuthenticationService {

    /** Credentials of the server for a tenant. */
    Authentication createAuthentication(String tenant);

    /** Account of the server. */
    String userName();
}
