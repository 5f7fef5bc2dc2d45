package ch.dunes.vso.sdk;

/**
 * Where a plug-in finds the services of the server.
 *
 * <p>A key is normally the name of the service's interface; {@link #SSL_SERVICE} is the exception.
 */
public interface IServiceRegistry {
    /** Stored connections of the plug-in. */
    String ENDPOINT_CONFIGURATION_SERVICE =
            "ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService";

    /** Tokens of users and sessions. */
    String AUTHENTICATION_SERVICE = "ch.dunes.vso.sdk.api.IAuthenticationService";

    /** Inventory types that appear at run time. */
    String RUNTIME_FINDERS_SERVICE = "ch.dunes.vso.sdk.api.IRuntimeFinderContributor";

    /** TLS; the key lacks the {@code ssl} package of the type it stands for. */
    String SSL_SERVICE = "ch.dunes.vso.sdk.ISslService";

    /** REST clients of the automation product. */
    String CAFE_GATEWAY_SERVICE = "ch.dunes.vso.sdk.cafe.CafeGateway";

    /** REST clients that carry a user's token. */
    String SSO_REST_CLIENT_SERVICE = "ch.dunes.vso.sdk.cafe.SsoRestClientFactory";

    /** Authentication as the server itself. */
    String SOLUTION_AUTHENTICATION_SERVICE =
            "ch.dunes.vso.sdk.cafe.SolutionAuthenticationService";

    /** Scripting classes that appear at run time. */
    String SCRIPTING_OBJECTS_CONTRIBUTOR_SERVICE =
            "ch.dunes.vso.sdk.api.scripting.ScriptingObjectsContributor";

    /** Certificates of the authorities the server trusts. */
    String SYSTEM_CA_KEYSTORE_CACHE = "ch.dunes.vso.sdk.keystore.IKeystoreCache";

    /** Reversible encryption with the server's key. */
    String CIPHER_SERVICE = "ch.dunes.vso.sdk.cipher.ICipher";

    /** What the current thread works for. */
    String CONTEXT_SERVICE = "ch.dunes.vso.sdk.context.IContext";

    /** Facts about the server. */
    String SYSTEM_SERVICE = "com.vmware.o11n.sdk.system.ISystem";

    /** The service of that key, or null if this server does not have it. */
    Object getService(String serviceName);
}
