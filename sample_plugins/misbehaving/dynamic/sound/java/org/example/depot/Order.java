package org.example.depot;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** What somebody wants to be brought; scripts fill it in. */
public class Order {
    private String note = "";
    private double amount = 1;
    private Date due = new Date(0);
    private String[] tags = new String[0];
    private Map<String, Object> details = new HashMap<>();

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public double getAmount() {
        return amount;
    }

    public void setAmount(double amount) {
        this.amount = amount;
    }

    public Date getDue() {
        return due;
    }

    public void setDue(Date due) {
        this.due = due;
    }

    public String[] getTags() {
        return tags.clone();
    }

    public void setTags(String[] tags) {
        this.tags = tags == null ? new String[0] : tags.clone();
    }

    public HashMap<String, Object> getDetails() {
        return new HashMap<>(details);
    }

    public void setDetails(HashMap<String, Object> details) {
        this.details = details == null ? new HashMap<>() : new HashMap<>(details);
    }
}
