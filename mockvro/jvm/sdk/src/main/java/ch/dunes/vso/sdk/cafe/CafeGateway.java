package ch.dunes.vso.sdk.cafe;

import ch.dunes.vso.sdk.api.ISamlToken;
import com.vmware.vcac.componentregistry.rest.stubs.EndPoint;
import com.vmware.vcac.core.componentregistry.rest.client.service.EndpointService;
import com.vmware.vcac.core.componentregistry.rest.client.service.RegistryService;
import com.vmware.vcac.core.componentregistry.rest.client.service.ServiceLookup;
import com.vmware.vcac.platform.rest.client.RestClient;

/** Clients of the services that the automation product registers. */
public interface CafeGateway {

    /** Waits for a service of that type; a client that acts as the server. */
    RestClient restClientForSolutionUserByTypeWhenAvailable(String serviceType);

    /** As above, for a tenant. */
    RestClient restClientForSolutionUserByTypeWhenAvailable(String serviceType, String tenant);

    /** A client of a service of that type that acts as the server. */
    RestClient restClientForSolutionUserByType(String serviceType);

    /** As above, for a tenant. */
    RestClient restClientForSolutionUserByType(String serviceType, String tenant);

    /** A client of one endpoint of the service of that id that acts as the server. */
    RestClient restClientForSolutionUserByServiceId(String serviceId, String endpointType);

    /** As above, for a tenant. */
    RestClient restClientForSolutionUserByServiceId(
            String serviceId, String endpointType, String tenant);

    /** A client of one endpoint of a service of that type that acts as the server. */
    RestClient restClientForSolutionUserByServiceAndEndpointType(
            String serviceType, String endpointType);

    /** As above, for a tenant. */
    RestClient restClientForSolutionUserByServiceAndEndpointType(
            String serviceType, String endpointType, String tenant);

    /** A client of the endpoint of that id that acts as the server. */
    RestClient restClientForSolutionUserById(String endpointId);

    /** As above, for a tenant. */
    RestClient restClientForSolutionUserById(String endpointId, String tenant);

    /** Finds registered services. */
    ServiceLookup getServiceLookup();

    /** The registry of services. */
    RegistryService getRegistryService();

    /** The registry of endpoints. */
    EndpointService getEndPointService();

    /** One endpoint of a service. */
    EndPoint getEndpoint(String serviceType, String endpointType);

    /** A client of a service of that type that acts as the user. */
    RestClient credentialPropagatingRestClientByType(String serviceType, ISamlToken token);

    /** A client of one endpoint of a service of that type that acts as the user. */
    RestClient credentialPropagatingRestClientByServiceTypeAndEndpoint(
            String serviceType, String endpointType, ISamlToken token);

    /** A client of one endpoint of the service of that id that acts as the user. */
    RestClient credentialPropagatingRestClientByService(
            String serviceId, String endpointType, ISamlToken token);

    /** A client of the endpoint of that id that acts as the user. */
    RestClient credentialPropagatingRestClientById(String endpointId, ISamlToken token);
}
