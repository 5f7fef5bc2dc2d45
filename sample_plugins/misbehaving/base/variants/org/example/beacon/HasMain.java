package org.example.beacon;

public class HasMain {
    public static void main(String[] args) {
        new Login().setPassword("VMware1!");
    }
}
