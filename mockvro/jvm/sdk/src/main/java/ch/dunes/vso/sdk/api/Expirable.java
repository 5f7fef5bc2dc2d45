package ch.dunes.vso.sdk.api;

import java.util.Date;

/** Something that is valid for a limited time. */
public interface Expirable {

    /** First moment at which it is no longer valid. */
    Date getExpirationDate();
}
