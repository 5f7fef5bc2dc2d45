package com.vmware.vcac.platform.rest.client.authentication;

/** Placeholder: credentials for the automation product, of which this server has none. */
public interface Authentication {}
