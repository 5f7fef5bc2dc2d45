package org.example.depot;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.IServiceRegistryAdaptor;
import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;
import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;

/** Entry point of the plug-in; it keeps nothing but the service that keeps things. */
public final class DepotAdaptor implements IPluginAdaptor, IServiceRegistryAdaptor {
    static volatile IEndpointConfigurationService endpoints;

    @Override
    public void setServiceRegistry(IServiceRegistry registry) {
        endpoints =
                (IEndpointConfigurationService)
                        registry.getService(IServiceRegistry.ENDPOINT_CONFIGURATION_SERVICE);
    }

    @Override
    public IPluginFactory createPluginFactory(
            String sessionId, String username, String password, IPluginNotificationHandler handler) {
        Release.log("createPluginFactory");
        return new DepotFactory();
    }

    @Override
    public void uninstallPluginFactory(IPluginFactory factory) {
        Release.log("uninstallPluginFactory");
    }

    @Override
    public void setPluginName(String name) {}

    @Override
    public void setPluginPublisher(IPluginPublisher publisher) {}

    @Override
    public void installLicenses(PluginLicense[] licenses) {}

    @Override
    public void addWatcher(PluginWatcher watcher) {}

    @Override
    public void removeWatcher(String watcherId) {}

    @Override
    public void registerEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

    @Override
    public void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher) {}
}
