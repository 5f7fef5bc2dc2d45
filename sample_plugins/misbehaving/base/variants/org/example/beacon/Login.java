package org.example.beacon;

public class Login {
    private String password;
    private String hint;

    public void setPassword(String password) {
        this.password = password;
    }

    public String getPassword(String key) {
        return key.equals("password") ? password : null;
    }

    public void setPasswordHint(String hint) {
        this.hint = hint;
    }

    public boolean isComplete() {
        return password != null && hint != null;
    }
}
