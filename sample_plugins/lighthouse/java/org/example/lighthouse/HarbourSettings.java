package org.example.lighthouse;

import java.net.URI;
import java.net.URISyntaxException;

/** How to reach one harbour office; never changes. */
final class HarbourSettings {
    final String id;
    final String name;
    final URI address;
    final String user;
    final boolean plainHttp;
    private final String password;

    HarbourSettings(
            String id,
            String name,
            String address,
            String user,
            String password,
            boolean plainHttp) {
        this.id = id;
        this.name = Text.name("name", name);
        this.address = check(address, plainHttp);
        this.user = Text.required("user", user);
        this.password = Text.required("password", password);
        this.plainHttp = plainHttp;
    }

    private static URI check(String text, boolean plainHttp) {
        URI uri;
        try {
            uri = new URI(Text.required("address", text));
        } catch (URISyntaxException e) {
            // the exception quotes the address, which may hold a password
            throw Fault.WRONG_ADDRESS.about("address");
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare =
                uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        if (!web || !bare || uri.getHost() == null) {
            throw Fault.WRONG_ADDRESS.about("address");
        }
        if (!plainHttp && "http".equals(uri.getScheme())) {
            throw Fault.NOT_ENCRYPTED.about("address");
        }
        return uri;
    }

    String password() {
        return password;
    }

    boolean sameAs(HarbourSettings other) {
        return address.equals(other.address)
                && user.equals(other.user)
                && password.equals(other.password)
                && plainHttp == other.plainHttp;
    }
}
