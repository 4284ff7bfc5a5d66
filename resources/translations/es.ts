<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back by the facility</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The facility took this message back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sealed message is waiting for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n sealed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened a collect message from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned: message to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gift from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction by the facility</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening costs {price}. You have {balance}, you will have {after}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening costs {price}. You have {balance}. You need {missing} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number or the PIN is not right. Check both, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device is offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your PIN was changed on another device. Your new PIN works here as soon as the network is back. Nothing of yours is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have not signed in on this device before, so it must ask the network first. Try again later, or use a device that you have used before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your things cannot be opened right now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can try again in {wait}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is your old PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new one that only you know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That PIN is easy to guess</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not use your birth date, your number, the same digit again and again, or a row like 123456. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can sign in to it now. Nothing is lost. Ask staff to open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If that is a mistake, ask staff for help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock of this device is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please tell staff. They can set it right. Then you can sign in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device needs an update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please tell staff, and use another device until it is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device is not in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please tell staff, and use another device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network does not answer right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is between this device and the service. Please tell staff, and try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be back in a few minutes. Please try again then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to go out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last synced {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device has no room left. What was saved before is safe. Please tell staff.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage of this device has a fault. Please use another device, and tell staff.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs the network. Try again when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is too long. Make it shorter, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not connected with this person now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not have enough credits. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The facility has switched this off for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no longer here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message to {name} was not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message from {name} was not opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your appeal was not taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account was not stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That change was not made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your choice about {name} was not taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service said no. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you wrote is kept as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You need {missing} more. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price is now {price}. Nothing was charged. Look, and choose again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not connected with {name} now. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot get messages from you now. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff do not allow messages with {name}. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The facility has switched this off for now. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too long. Make it shorter, then send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer there. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was already decided before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has 10 collect messages that are not open yet. Wait until one is opened, or pay for this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last day to appeal has passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The facility does not allow this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cancelled before it went out. Nothing was charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It had already gone out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have {balance}. You need {missing} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting. Touch to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch to begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd, MMMM d</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMMM d, yyyy</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM d</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMMM d</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n credits</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photos</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>a contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good morning, {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good afternoon, {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good evening, {name}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capital {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>PIN, {0} of {1} digits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>One moment. This is loading.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WritingArea</name>
    <message>
        <source>{0} characters left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
