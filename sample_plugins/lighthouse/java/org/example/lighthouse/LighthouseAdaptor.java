package org.example.lighthouse;

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
import ch.dunes.vso.sdk.ssl.ISslService;

/**
 * Entry point of the plug-in.
 *
 * <p>Keeps the services of the server and nothing else: factories belong to their sessions.
 */
public final class LighthouseAdaptor implements IPluginAdaptor, IServiceRegistryAdaptor {
    private volatile HarbourStore store = new HarbourStore(null);
    private volatile ISslService ssl;

    @Override
    public void setPluginName(String pluginName) {
        // the name is fixed in the descriptor
    }

    @Override
    public void setServiceRegistry(IServiceRegistry registry) {
        store = new HarbourStore(
                (IEndpointConfigurationService)
                        registry.getService(IServiceRegistry.ENDPOINT_CONFIGURATION_SERVICE));
        ssl = (ISslService) registry.getService(IServiceRegistry.SSL_SERVICE);
    }

    @Override
    public void setPluginPublisher(IPluginPublisher publisher) {
        // there are no triggers to report
    }

    @Override
    public IPluginFactory createPluginFactory(
            String sessionId,
            String username,
            String password,
            IPluginNotificationHandler notificationHandler) {
        Session session =
                new Session(sessionId, Text.required("handler", notificationHandler), store, ssl);
        session.request("createPluginFactory", "");
        return new LighthouseFactory(session);
    }

    @Override
    public void uninstallPluginFactory(IPluginFactory factory) {
        if (factory instanceof LighthouseFactory) {
            Session session = ((LighthouseFactory) factory).session();
            session.request("uninstallPluginFactory", "");
            session.close();
        }
    }

    @Override
    public void installLicenses(PluginLicense[] licenses) {
        // free of charge
    }

    @Override
    public void addWatcher(PluginWatcher watcher) {
        // no method of ours returns a trigger
    }

    @Override
    public void removeWatcher(String watcherId) {
        // as addWatcher
    }

    @Override
    public void registerEventPublisher(String type, String id, IPluginEventPublisher publisher) {
        // the descriptor declares no events
    }

    @Override
    public void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher) {
        // as registerEventPublisher
    }
}
