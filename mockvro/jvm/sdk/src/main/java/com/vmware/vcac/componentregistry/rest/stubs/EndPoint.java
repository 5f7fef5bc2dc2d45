package com.vmware.vcac.componentregistry.rest.stubs;

/** Placeholder: an endpoint in the registry of the automation product, of which this server has none. */
public interface EndPoint {}
