package com.vmware.o11n.sdk;

/** Marks the adaptor of a plug-in that belongs to the server itself. */
public interface ISystemPluginAdaptor {}
