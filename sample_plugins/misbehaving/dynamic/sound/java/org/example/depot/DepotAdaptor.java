package org.example.depot;

import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;

/** Entry point of the plug-in; it keeps nothing. */
public final class DepotAdaptor implements IPluginAdaptor {
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
