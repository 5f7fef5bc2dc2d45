package org.example.beacon;

/** No entry point, and passwords that come from elsewhere. */
public class NoMain {
    public static void main(String argument) {
        new Login().setPassword(argument);
        new Login().setPasswordHint("ask the operator");
        new Login().setPassword(new Login().getPassword("password"));
    }
}
