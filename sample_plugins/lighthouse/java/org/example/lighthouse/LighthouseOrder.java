package org.example.lighthouse;

import java.util.Date;

/** What a lighthouse to be built shall be like; exists in a script only. */
public final class LighthouseOrder {
    private String name;
    private double height;
    private Date built;

    public LighthouseOrder() {}

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public double getHeight() {
        return height;
    }

    public void setHeight(double height) {
        this.height = height;
    }

    public Date getBuilt() {
        return built == null ? null : new Date(built.getTime());
    }

    public void setBuilt(Date built) {
        this.built = built == null ? null : new Date(built.getTime());
    }
}
