package ch.dunes.vso.sdk.cafe;

import ch.dunes.vso.sdk.api.ISamlToken;
import com.vmware.vcac.platform.rest.client.RestClient;
import java.net.URI;

/** Makes REST clients that carry a user's token. */
public interface SsoRestClientFactory {

    /** A client of that address that acts as the user. */
    RestClient credentialPropagatingRestClientByUri(URI uri, ISamlToken token);

    /** As above, with limits. */
    RestClient credentialPropagatingRestClientByUri(
            URI uri, ISamlToken token, HttpClientConnectionConfig config);
}
