package org.example.beacon;

import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;

/** Entry point of a plug-in with nothing to manage but one beacon in memory. */
public class BeaconAdaptor implements IPluginAdaptor {
    @Override
    public IPluginFactory createPluginFactory(
            String sessionId, String username, String password, IPluginNotificationHandler handler) {
        return new BeaconFactory();
    }

    @Override
    public void uninstallPluginFactory(IPluginFactory plugin) {}

    @Override
    public void registerEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

    @Override
    public void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

    @Override
    public void installLicenses(PluginLicense[] licenses) {}

    @Override
    public void setPluginName(String pluginName) {}

    @Override
    public void setPluginPublisher(IPluginPublisher pluginPublisher) {}

    @Override
    public void addWatcher(PluginWatcher watcher) {}

    @Override
    public void removeWatcher(String watcherId) {}
}
