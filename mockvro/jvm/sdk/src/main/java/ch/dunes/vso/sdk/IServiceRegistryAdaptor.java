package ch.dunes.vso.sdk;

/** Implemented by an adaptor that wants the services of the server. */
public interface IServiceRegistryAdaptor {

    /** Receives the registry once, before the publisher is set. */
    void setServiceRegistry(IServiceRegistry registry);
}
