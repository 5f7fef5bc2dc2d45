package com.vmware.vcac.core.componentregistry.rest.client.service;

/** Placeholder: endpoints of the automation product's registry, of which this server has none. */
public interface EndpointService {}
