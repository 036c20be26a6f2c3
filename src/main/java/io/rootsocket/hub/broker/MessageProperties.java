package io.rootsocket.hub.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** The properties of a message that is being written, whichever way it goes to the broker. */
public interface MessageProperties {

    void set(String name, String value) throws JMSException;

    void set(String name, long value) throws JMSException;

    void set(String name, int value) throws JMSException;

    void set(String name, boolean value) throws JMSException;

    /** Those of a message that goes there by JMS. */
    static MessageProperties of(Message message) {
        return new MessageProperties() {
            @Override
            public void set(String name, String value) throws JMSException {
                message.setStringProperty(name, value);
            }

            @Override
            public void set(String name, long value) throws JMSException {
                message.setLongProperty(name, value);
            }

            @Override
            public void set(String name, int value) throws JMSException {
                message.setIntProperty(name, value);
            }

            @Override
            public void set(String name, boolean value) throws JMSException {
                message.setBooleanProperty(name, value);
            }
        };
    }
}
