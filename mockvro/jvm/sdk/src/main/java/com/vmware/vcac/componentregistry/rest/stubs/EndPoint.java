package com.vmware.vcac.componentregistry.rest.stubs;

/** Placeholder: an endpoint of the automation product's registry, of which this server has none. */
public interface EndPoint {}
