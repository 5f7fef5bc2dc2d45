package ch.dunes.vso.sdk.cafe;

import ch.dunes.vso.sdk.api.ISamlToken;
import com.vmware.vcac.core.componentregistry.rest.client.service.EndpointService;
import com.vmware.vcac.platform.rest.client.RestClient;
import java.lang.reflect.InvocationTargetException;

/** The part of {@link CafeGateway} that works without the server's own account. */
public interface SimpleCafeGateway {

    /** A client of a service of that type that acts as the user. */
    RestClient credentialPropagatingRestClientByType(String serviceType, ISamlToken token);

    /**
     * The registry of endpoints.
     *
     * @throws InvocationTargetException if the registry refuses
     * @throws IllegalAccessException if the registry cannot be reached
     */
    EndpointService getEndPointService() throws InvocationTargetException, IllegalAccessException;
}
