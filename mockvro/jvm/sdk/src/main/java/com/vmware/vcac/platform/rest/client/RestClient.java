package com.vmware.vcac.platform.rest.client;

/** Placeholder: REST client of the automation product, of which this server has none. */
public interface RestClient {}
