package org.example.lighthouse;

import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured harbours, as the server stores them.
 *
 * <p>Nothing is remembered here: a change is seen at once by every session and every node.
 */
final class HarbourStore {
    private static final Logger LOG = LoggerFactory.getLogger(HarbourStore.class);

    private static final String NAME = "name";
    private static final String ADDRESS = "address";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String PLAIN_HTTP = "plainHttp";

    private final IEndpointConfigurationService service;

    HarbourStore(IEndpointConfigurationService service) {
        this.service = service;
    }

    /** All configured harbours. */
    List<HarbourSettings> all() {
        List<HarbourSettings> found = new ArrayList<HarbourSettings>();
        try {
            for (IEndpointConfiguration stored : service().getEndpointConfigurations()) {
                found.add(read(stored));
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return found;
    }

    /** The harbour of that id, or null. */
    HarbourSettings find(String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        try {
            IEndpointConfiguration stored = service().getEndpointConfiguration(id);
            return stored == null ? null : read(stored);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The harbour of that name, or null. */
    HarbourSettings named(String name) {
        for (HarbourSettings harbour : all()) {
            if (harbour.name.equals(name)) {
                return harbour;
            }
        }
        return null;
    }

    /** An id that no harbour has. */
    String newId() {
        try {
            return service().newEndpointConfiguration().getId();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void save(HarbourSettings harbour) {
        try {
            IEndpointConfiguration stored = service().newEndpointConfiguration(harbour.id);
            stored.setString(NAME, harbour.name);
            stored.setString(ADDRESS, harbour.address.toString());
            stored.setString(USER, harbour.user);
            stored.setPassword(PASSWORD, harbour.password());
            stored.setBoolean(PLAIN_HTTP, harbour.plainHttp);
            service().saveEndpointConfiguration(stored);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void delete(String id) {
        try {
            service().deleteEndpointConfiguration(id);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static HarbourSettings read(IEndpointConfiguration stored) {
        return new HarbourSettings(
                stored.getId(),
                stored.getString(NAME),
                stored.getString(ADDRESS),
                stored.getString(USER),
                stored.getPassword(PASSWORD),
                Boolean.TRUE.equals(stored.getAsBoolean(PLAIN_HTTP)));
    }

    private IEndpointConfigurationService service() {
        if (service == null) {
            throw Fault.NO_STORE.about("service is not available");
        }
        return service;
    }

    private static LighthouseException failed(IOException cause) {
        LOG.warn("{}: stored harbours", Release.SIGNATURE, cause);
        return Fault.NO_STORE.about("input or output failed", cause);
    }
}
