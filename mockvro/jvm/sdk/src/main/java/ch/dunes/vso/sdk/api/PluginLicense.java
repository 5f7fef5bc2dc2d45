package ch.dunes.vso.sdk.api;

import java.io.Serializable;

/** A licence entered for a plug-in. */
public class PluginLicense implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String description;
    private String licenseString;

    /** What the licence is for. */
    public String getDescription() {
        return description;
    }

    /** Says what the licence is for. */
    public void setDescription(String description) {
        this.description = description;
    }

    /** The licence key. */
    public String getLicenseString() {
        return licenseString;
    }

    /** Enters the licence key. */
    public void setLicenseString(String licenseString) {
        this.licenseString = licenseString;
    }

    /** To whom the licence was given. */
    public String getOwner() {
        return owner;
    }

    /** Says to whom the licence was given. */
    public void setOwner(String owner) {
        this.owner = owner;
    }
}
