<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Nothing is sent, no credits are used.</source>
        <translation>Nada se envía y no se usan créditos.</translation>
    </message>
    <message>
        <source>End practice</source>
        <translation>Terminar práctica</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>No se pudo hacer</translation>
    </message>
    <message>
        <source>Hello! I am not real. You can try everything with me.</source>
        <translation>¡Hola! No soy real. Conmigo puedes probar todo.</translation>
    </message>
    <message>
        <source>Touch Photos and look at one of my photos.</source>
        <translation>Toca Fotos y mira una de mis fotos.</translation>
    </message>
    <message>
        <source>I also sent you a closed envelope. Open it: the credits are not real.</source>
        <translation>También te envié un sobre cerrado. Ábrelo: los créditos no son reales.</translation>
    </message>
    <message>
        <source>Then touch Write, and send me a message. You find a request under People.</source>
        <translation>Después toca Escribir y envíame un mensaje. En Personas hay una solicitud.</translation>
    </message>
    <message>
        <source>An otter in the sun</source>
        <translation>Una nutria al sol</translation>
    </message>
    <message>
        <source>Evening in the field</source>
        <translation>Tarde en el campo</translation>
    </message>
    <message>
        <source>From my garden</source>
        <translation>De mi jardín</translation>
    </message>
    <message>
        <source>Ana Example</source>
        <translation>Ana Ejemplo</translation>
    </message>
    <message>
        <source>I got your message. You did that well! You can write to me again.</source>
        <translation>Me llegó tu mensaje. ¡Lo hiciste muy bien! Puedes escribirme otra vez.</translation>
    </message>
    <message>
        <source>Ben Example</source>
        <translation>Beto Ejemplo</translation>
    </message>
    <message>
        <source>Hello, I am not real either. Touch Approve, and I can write to you.</source>
        <translation>Hola, yo tampoco soy real. Toca Aceptar y podré escribirte.</translation>
    </message>
    <message>
        <source>Thank you for saying yes! You can write to me, too.</source>
        <translation>¡Gracias por decir que sí! Tú también puedes escribirme.</translation>
    </message>
    <message>
        <source>This was practice: staff did not get it. To tell staff, first touch End practice.</source>
        <translation>Esto fue una práctica: al personal no le llegó. Para avisar al personal, toca primero Terminar práctica.</translation>
    </message>
    <message>
        <source>You opened the envelope! With a real one you pay credits, one time only. Then you can read it as often as you like.</source>
        <translation>¡Abriste el sobre! Con uno real pagas créditos, una sola vez. Después puedes leerlo las veces que quieras.</translation>
    </message>
    <message>
        <source>Kept on this device</source>
        <translation>Guardado en este aparato</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>{at} of {all}</source>
        <translation>{at} de {all}</translation>
    </message>
    <message>
        <source>A small picture. The sharp one comes with the network.</source>
        <translation>Una imagen pequeña. La nítida llega con la red.</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Más chica</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Más grande</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Girar</translation>
    </message>
    <message>
        <source>Favorite</source>
        <translation>Favorita</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Álbum</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Más lento</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Más rápido</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Slideshow</source>
        <translation>Pasar fotos</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Recuperar</translation>
    </message>
    <message>
        <source>More about this message</source>
        <translation>Más sobre este mensaje</translation>
    </message>
    <message>
        <source>This message</source>
        <translation>Este mensaje</translation>
    </message>
    <message>
        <source>You can remove it. Only you stop seeing it. {name} keeps it.</source>
        <translation>Puedes quitarlo. Solo tú dejas de verlo. {name} lo conserva.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Message removed. Only you stop seeing it.</source>
        <translation>Quitaste el mensaje. Solo tú dejas de verlo.</translation>
    </message>
    <message>
        <source>This photo is no longer here.</source>
        <translation>Esta foto ya no está aquí.</translation>
    </message>
    <message>
        <source>The facility took this photo back.</source>
        <translation>El centro retiró esta foto.</translation>
    </message>
    <message>
        <source>One moment. The photo is coming.</source>
        <translation>Un momento. La foto ya viene.</translation>
    </message>
    <message>
        <source>About this photo</source>
        <translation>Datos de esta foto</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Sent</source>
        <comment>photo</comment>
        <translation>Enviada</translation>
    </message>
    <message>
        <source>Arrived</source>
        <comment>photo</comment>
        <translation>Recibida</translation>
    </message>
    <message>
        <source>The service no longer has this photo. It stays on this device.</source>
        <translation>El servicio ya no tiene esta foto. Se queda en este dispositivo.</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>The photo is back with the others.</source>
        <translation>La foto está otra vez con las demás.</translation>
    </message>
    <message>
        <source>Photo removed. Only you stop seeing it.</source>
        <translation>Quitaste la foto. Solo tú dejas de verla.</translation>
    </message>
    <message>
        <source>Waiting for review</source>
        <translation>En revisión</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Received {when}</source>
        <translation>Recibido {when}</translation>
    </message>
    <message>
        <source>Your {credits} are back.</source>
        <translation>Te devolvimos {credits}.</translation>
    </message>
    <message>
        <source>The service no longer has this message. It stays on this device.</source>
        <translation>El servicio ya no tiene este mensaje. Se queda en este dispositivo.</translation>
    </message>
    <message>
        <source>You are no longer connected.</source>
        <translation>Ya no están conectados.</translation>
    </message>
    <message>
        <source>Collect: {name} pays when opening it.</source>
        <translation>Por cobrar: {name} paga al abrirlo.</translation>
    </message>
    <message>
        <source>The service has to confirm that it was not sent.</source>
        <translation>El servicio tiene que confirmar que no se envió.</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>No enviar</translation>
    </message>
    <message>
        <source>The facility took your message back</source>
        <translation>El centro retiró tu mensaje</translation>
    </message>
    <message>
        <source>The facility took back a message from {name}</source>
        <translation>El centro retiró un mensaje de {name}</translation>
    </message>
    <message>
        <source>You appealed. Staff look at it again.</source>
        <translation>Apelaste. El personal lo mira otra vez.</translation>
    </message>
    <message>
        <source>Staff looked again. The answer stays no.</source>
        <translation>El personal lo miró otra vez. La respuesta sigue siendo no.</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>hasta el {date}</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>No entregado</translation>
    </message>
    <message>
        <source>Appeal</source>
        <translation>Apelar</translation>
    </message>
    <message>
        <source>Ask staff to look again?</source>
        <translation>¿Pedir que lo miren otra vez?</translation>
    </message>
    <message>
        <source>Somebody else reads your message again. It costs nothing. Choose a reason:</source>
        <translation>Otra persona lee tu mensaje otra vez. No cuesta nada. Elige una razón:</translation>
    </message>
    <message>
        <source>The reason does not fit what I wrote.</source>
        <translation>La razón no corresponde a lo que escribí.</translation>
    </message>
    <message>
        <source>It was a misunderstanding. I meant something else.</source>
        <translation>Fue un malentendido. Quise decir otra cosa.</translation>
    </message>
    <message>
        <source>Please look at it again.</source>
        <translation>Por favor, mírenlo otra vez.</translation>
    </message>
    <message>
        <source>Send appeal</source>
        <translation>Enviar apelación</translation>
    </message>
    <message>
        <source>Your appeal is on its way.</source>
        <translation>Tu apelación va en camino.</translation>
    </message>
    <message>
        <source>Taken back by the facility</source>
        <translation>Retirado por el centro</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Retenido</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>En camino</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Aprobado</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Draft: {text}</source>
        <translation>Borrador: {text}</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Write to {name}, or wait for a message.</source>
        <translation>Escribe a {name} o espera un mensaje.</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Todavía no hay mensajes</translation>
    </message>
    <message>
        <source>It stays sealed, as long as you want.</source>
        <translation>Se queda sellado todo el tiempo que quieras.</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>Escribir a {name}</translation>
    </message>
    <message>
        <source>You are not connected now</source>
        <translation>Ahora no están conectados</translation>
    </message>
    <message>
        <source>Messages are switched off</source>
        <translation>Los mensajes están apagados</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Connected since {month}</source>
        <translation>Conectados desde {month}</translation>
    </message>
    <message>
        <source>Photos from {name}</source>
        <translation>Fotos de {name}</translation>
    </message>
    <message>
        <source>The facility took this message back.</source>
        <translation>El centro retiró este mensaje.</translation>
    </message>
    <message>
        <source>A sealed message is waiting for you.</source>
        <translation>Te espera un mensaje sellado.</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>Tú: {text}</translation>
    </message>
    <message numerus="yes">
        <source>%n sealed</source>
        <translation>
            <numerusform>%n sellado</numerusform>
            <numerusform>%n sellados</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>Borrador guardado</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>Mensaje a {name}</translation>
    </message>
    <message>
        <source>Opened a collect message from {name}</source>
        <translation>Abriste un mensaje por cobrar de {name}</translation>
    </message>
    <message>
        <source>Returned: message to {name}</source>
        <translation>Devuelto: mensaje a {name}</translation>
    </message>
    <message>
        <source>Gift from {name}</source>
        <translation>Regalo de {name}</translation>
    </message>
    <message>
        <source>Correction by the facility</source>
        <translation>Corrección del centro</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdida</translation>
    </message>
    <message>
        <source>Waiting for your answer</source>
        <translation>Espera tu respuesta</translation>
    </message>
    <message>
        <source>You said yes</source>
        <translation>Dijiste que sí</translation>
    </message>
    <message>
        <source>You said no</source>
        <translation>Dijiste que no</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>Not answered in time</source>
        <translation>Sin respuesta a tiempo</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>Ya pasó</translation>
    </message>
    <message>
        <source>The service lost this visit. Please ask staff.</source>
        <translation>El servicio perdió esta visita. Pregunta al personal.</translation>
    </message>
    <message>
        <source>{name} cancelled it.</source>
        <translation>{name} la canceló.</translation>
    </message>
    <message>
        <source>The facility cancelled it.</source>
        <translation>El centro la canceló.</translation>
    </message>
    <message>
        <source>You are not connected with {name} now.</source>
        <translation>Ahora no tienes conexión con {name}.</translation>
    </message>
    <message>
        <source>{name} got {amount} back.</source>
        <translation>{name} recibió {amount} de vuelta.</translation>
    </message>
    <message>
        <source>Choose your PIN</source>
        <translation>Elige tu PIN</translation>
    </message>
    <message>
        <source>Change your PIN</source>
        <translation>Cambia tu PIN</translation>
    </message>
    <message>
        <source>Enter it once more</source>
        <translation>Escríbelo otra vez</translation>
    </message>
    <message>
        <source>The same 6 digits again.</source>
        <translation>Los mismos 6 números otra vez.</translation>
    </message>
    <message>
        <source>Choose a new PIN</source>
        <translation>Elige un PIN nuevo</translation>
    </message>
    <message>
        <source>Choose 6 digits that only you know.</source>
        <translation>Elige 6 números que solo tú sepas.</translation>
    </message>
    <message>
        <source>Enter the PIN that you have now.</source>
        <translation>Escribe el PIN que tienes ahora.</translation>
    </message>
    <message>
        <source>Your PIN is changed</source>
        <translation>Tu PIN ya cambió</translation>
    </message>
    <message>
        <source>Staff reset your PIN. Choose 6 digits that only you know.</source>
        <translation>El personal cambió tu PIN. Elige 6 números que solo tú sepas.</translation>
    </message>
    <message>
        <source>Choose 6 digits that only you know. You sign in with them from now on.</source>
        <translation>Elige 6 números que solo tú sepas. Desde ahora entras con ellos.</translation>
    </message>
    <message>
        <source>Use this PIN</source>
        <translation>Usar este PIN</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un momento</translation>
    </message>
    <message numerus="yes">
        <source>%n more digits</source>
        <translation>
            <numerusform>Falta %n número</numerusform>
            <numerusform>Faltan %n números</numerusform>
        </translation>
    </message>
    <message>
        <source>The two were not the same. Choose your PIN again.</source>
        <translation>No eran iguales. Elige tu PIN otra vez.</translation>
    </message>
    <message>
        <source>That did not match</source>
        <translation>No coincide</translation>
    </message>
    <message>
        <source>The number or the PIN is not right. Check both, and try again.</source>
        <translation>El número o el PIN no es correcto. Revisa los dos y prueba otra vez.</translation>
    </message>
    <message>
        <source>This device is offline</source>
        <translation>Este aparato no tiene red</translation>
    </message>
    <message>
        <source>Your PIN was changed on another device. Your new PIN works here as soon as the network is back. Nothing of yours is lost.</source>
        <translation>Cambiaste tu PIN en otro aparato. El PIN nuevo sirve aquí en cuanto vuelva la red. No se pierde nada tuyo.</translation>
    </message>
    <message>
        <source>You have not signed in on this device before, so it must ask the network first. Try again later, or use a device that you have used before.</source>
        <translation>Nunca has entrado en este aparato, así que primero necesita la red. Prueba más tarde o usa un aparato donde ya hayas entrado.</translation>
    </message>
    <message>
        <source>Your things cannot be opened right now</source>
        <translation>Ahora no se pueden abrir tus cosas</translation>
    </message>
    <message>
        <source>We do not know if your PIN changed</source>
        <translation>No sabemos si tu PIN cambió</translation>
    </message>
    <message>
        <source>The answer did not arrive. Try again here with the same PINs. Or, when you sign in next, use the new PIN first, then the old one. Nothing is lost.</source>
        <translation>No llegó la respuesta. Prueba otra vez aquí con los mismos PIN. O, cuando entres la próxima vez, usa primero el PIN nuevo y después el anterior. No se pierde nada.</translation>
    </message>
    <message>
        <source>Your present PIN is not right. It was not changed. Try again.</source>
        <translation>Tu PIN de ahora no es correcto. No se cambió. Prueba otra vez.</translation>
    </message>
    <message>
        <source>Your PIN was not changed</source>
        <translation>Tu PIN no se cambió</translation>
    </message>
    <message>
        <source>Changing your PIN needs the network. Your old PIN stays as it is. Try again when the network is back.</source>
        <translation>Para cambiar tu PIN hace falta la red. Tu PIN de antes sigue igual. Prueba otra vez cuando vuelva la red.</translation>
    </message>
    <message>
        <source>Too many wrong tries</source>
        <translation>Demasiados intentos fallidos</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Staff only</source>
        <translation>Solo para el personal</translation>
    </message>
    <message>
        <source>For staff with the console. Nothing of the people here shows.</source>
        <translation>Para el personal con la consola. No se muestra nada de las personas de aquí.</translation>
    </message>
    <message>
        <source>Open this device in the console, and type these digits there:</source>
        <translation>Abre este equipo en la consola y escribe allí estos dígitos:</translation>
    </message>
    <message>
        <source>Then enter the answer here:</source>
        <translation>Después escribe aquí la respuesta:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Wait {wait}</source>
        <translation>Espera {wait}</translation>
    </message>
    <message>
        <source>Compare the digits in the console with those above, and try again.</source>
        <translation>Compara los dígitos de la consola con los de arriba y prueba otra vez.</translation>
    </message>
    <message>
        <source>That answer is not right</source>
        <translation>Esa respuesta no es correcta</translation>
    </message>
    <message>
        <source>They are good for five minutes. Type the new ones into the console.</source>
        <translation>Sirven cinco minutos. Escribe los nuevos en la consola.</translation>
    </message>
    <message>
        <source>These digits were too old</source>
        <translation>Estos dígitos ya no servían</translation>
    </message>
    <message>
        <source>This device cannot keep anything right now, so nothing was tried.</source>
        <translation>Este equipo no puede guardar nada ahora, así que no se probó nada.</translation>
    </message>
    <message>
        <source>You can try again in {wait}.</source>
        <translation>Puedes probar otra vez en {wait}.</translation>
    </message>
    <message>
        <source>Too many wrong answers</source>
        <translation>Demasiadas respuestas equivocadas</translation>
    </message>
    <message>
        <source>It has no key for answers yet. Enrol it anew to give it one.</source>
        <translation>Todavía no tiene clave para las respuestas. Inscríbelo de nuevo para dársela.</translation>
    </message>
    <message>
        <source>That is your old PIN</source>
        <translation>Ese es tu PIN anterior</translation>
    </message>
    <message>
        <source>Choose a new one that only you know.</source>
        <translation>Elige uno nuevo que solo tú sepas.</translation>
    </message>
    <message>
        <source>That PIN is easy to guess</source>
        <translation>Ese PIN es fácil de adivinar</translation>
    </message>
    <message>
        <source>Do not use your birth date, your number, the same digit again and again, or a row like 123456. Choose another one.</source>
        <translation>No uses tu fecha de nacimiento, tu número, la misma cifra repetida ni una serie como 123456. Elige otro.</translation>
    </message>
    <message>
        <source>This account is stopped</source>
        <translation>Esta cuenta está detenida</translation>
    </message>
    <message>
        <source>Nobody can sign in to it now. Nothing is lost. Ask staff to open it again.</source>
        <translation>Ahora nadie puede entrar en ella. No se pierde nada. Pide al personal que la abra otra vez.</translation>
    </message>
    <message>
        <source>This account is closed</source>
        <translation>Esta cuenta está cerrada</translation>
    </message>
    <message>
        <source>If that is a mistake, ask staff for help.</source>
        <translation>Si es un error, pide ayuda al personal.</translation>
    </message>
    <message>
        <source>The clock of this device is wrong</source>
        <translation>El reloj de este aparato está mal</translation>
    </message>
    <message>
        <source>Please tell staff. They can set it right. Then you can sign in.</source>
        <translation>Avisa al personal. Ellos lo pueden arreglar. Después podrás entrar.</translation>
    </message>
    <message>
        <source>This device needs an update</source>
        <translation>Este aparato necesita una actualización</translation>
    </message>
    <message>
        <source>Please tell staff, and use another device until it is done.</source>
        <translation>Avisa al personal y usa otro aparato mientras tanto.</translation>
    </message>
    <message>
        <source>This device is not in use</source>
        <translation>Este aparato no está en uso</translation>
    </message>
    <message>
        <source>Please tell staff, and use another device.</source>
        <translation>Avisa al personal y usa otro aparato.</translation>
    </message>
    <message>
        <source>The network does not answer right</source>
        <translation>La red no responde bien</translation>
    </message>
    <message>
        <source>Something is between this device and the service. Please tell staff, and try again later.</source>
        <translation>Hay algo entre este aparato y el servicio. Avisa al personal y prueba más tarde.</translation>
    </message>
    <message>
        <source>The service does not answer</source>
        <translation>El servicio no responde</translation>
    </message>
    <message>
        <source>It may be back in a few minutes. Please try again then.</source>
        <translation>Puede volver en unos minutos. Prueba otra vez entonces.</translation>
    </message>
    <message>
        <source>This device cannot read aloud</source>
        <translation>Este aparato no puede leer en voz alta</translation>
    </message>
    <message>
        <source>There is no voice on it. Ask staff for a device that has one.</source>
        <translation>No tiene voz. Pide al personal un aparato que la tenga.</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to go out</source>
        <translation>
            <numerusform>%n por salir</numerusform>
            <numerusform>%n por salir</numerusform>
        </translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Clock is wrong</source>
        <translation>El reloj está mal</translation>
    </message>
    <message>
        <source>Tell staff</source>
        <translation>Avisa al personal</translation>
    </message>
    <message>
        <source>Update needed</source>
        <translation>Falta actualizar</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Fuera de uso</translation>
    </message>
    <message>
        <source>Network problem</source>
        <translation>Problema de red</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin red</translation>
    </message>
    <message>
        <source>Not set up yet. Staff can do that.</source>
        <translation>Falta configurar. El personal puede hacerlo.</translation>
    </message>
    <message>
        <source>Synced {when}</source>
        <translation>Al día {when}</translation>
    </message>
    <message>
        <source>Last synced {when}</source>
        <translation>Al día {when}</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Aún no está al día</translation>
    </message>
    <message>
        <source>This device has no room left. What was saved before is safe. Please tell staff.</source>
        <translation>Este aparato ya no tiene espacio. Lo que se guardó antes está a salvo. Avisa al personal.</translation>
    </message>
    <message>
        <source>The storage of this device has a fault. Please use another device, and tell staff.</source>
        <translation>La memoria de este aparato tiene una falla. Usa otro aparato y avisa al personal.</translation>
    </message>
    <message>
        <source>This needs the network. Try again when it is back.</source>
        <translation>Para esto hace falta la red. Prueba otra vez cuando vuelva.</translation>
    </message>
    <message>
        <source>This text is too long. Make it shorter, then try again.</source>
        <translation>Este texto es demasiado largo. Acórtalo y prueba otra vez.</translation>
    </message>
    <message>
        <source>There is nothing written yet.</source>
        <translation>Todavía no hay nada escrito.</translation>
    </message>
    <message>
        <source>You are not connected with this person now.</source>
        <translation>Ahora no estás en contacto con esta persona.</translation>
    </message>
    <message>
        <source>You do not have enough credits. Nothing was charged.</source>
        <translation>No tienes suficientes créditos. No se cobró nada.</translation>
    </message>
    <message>
        <source>The facility has switched this off for now.</source>
        <translation>El centro lo ha apagado por ahora.</translation>
    </message>
    <message>
        <source>Something does not work</source>
        <translation>Algo no funciona</translation>
    </message>
    <message>
        <source>A charge is wrong</source>
        <translation>Un cobro está mal</translation>
    </message>
    <message>
        <source>A photo or message is missing</source>
        <translation>Falta una foto o un mensaje</translation>
    </message>
    <message>
        <source>Somebody bothers me</source>
        <translation>Alguien me molesta</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Otra cosa</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>No se recibió</translation>
    </message>
    <message>
        <source>Staff have it</source>
        <translation>El personal lo tiene</translation>
    </message>
    <message>
        <source>Staff look at it</source>
        <translation>El personal lo está viendo</translation>
    </message>
    <message>
        <source>New answer</source>
        <translation>Respuesta nueva</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondido</translation>
    </message>
    <message>
        <source>It is about a message with {name}.</source>
        <translation>Se trata de un mensaje con {name}.</translation>
    </message>
    <message>
        <source>It is about a message.</source>
        <translation>Se trata de un mensaje.</translation>
    </message>
    <message>
        <source>It is about a photo.</source>
        <translation>Se trata de una foto.</translation>
    </message>
    <message>
        <source>It is about a visit.</source>
        <translation>Se trata de una visita.</translation>
    </message>
    <message>
        <source>It is about a line under Credits.</source>
        <translation>Se trata de una línea en Créditos.</translation>
    </message>
    <message>
        <source>It is about something that was not done.</source>
        <translation>Se trata de algo que no se hizo.</translation>
    </message>
    <message>
        <source>You told them that something is wrong</source>
        <translation>Les dijiste que algo está mal</translation>
    </message>
    <message>
        <source>Staff answered you</source>
        <translation>El personal te respondió</translation>
    </message>
    <message>
        <source>This is no longer here.</source>
        <translation>Esto ya no está aquí.</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Lo que escribiste</translation>
    </message>
    <message>
        <source>It goes to staff by itself when the network is there.</source>
        <translation>Va solo al personal cuando hay red.</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>La respuesta</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>Escribir otra vez</translation>
    </message>
    <message>
        <source>Your message to {name} was not sent</source>
        <translation>Tu mensaje a {name} no se envió</translation>
    </message>
    <message>
        <source>The message from {name} was not opened</source>
        <translation>El mensaje de {name} no se abrió</translation>
    </message>
    <message>
        <source>Your answer about the visit with {name} was not taken</source>
        <translation>No se tomó tu respuesta sobre la visita con {name}</translation>
    </message>
    <message>
        <source>Staff did not get what you wrote</source>
        <translation>El personal no recibió lo que escribiste</translation>
    </message>
    <message>
        <source>Your appeal was not taken</source>
        <translation>Tu apelación no se aceptó</translation>
    </message>
    <message>
        <source>Your account was not stopped</source>
        <translation>Tu cuenta no se detuvo</translation>
    </message>
    <message>
        <source>That change was not made</source>
        <translation>Ese cambio no se hizo</translation>
    </message>
    <message>
        <source>Your choice about {name} was not taken</source>
        <translation>Tu decisión sobre {name} no se aceptó</translation>
    </message>
    <message>
        <source>The service said no. Nothing was charged.</source>
        <translation>El servicio dijo que no. No se cobró nada.</translation>
    </message>
    <message>
        <source>What you wrote is kept as a draft.</source>
        <translation>Lo que escribiste queda como borrador.</translation>
    </message>
    <message>
        <source>The visit had already begun.</source>
        <translation>La visita ya había empezado.</translation>
    </message>
    <message>
        <source>The visit was cancelled or answered before.</source>
        <translation>La visita se canceló o se respondió antes.</translation>
    </message>
    <message>
        <source>The service said no.</source>
        <translation>El servicio dijo que no.</translation>
    </message>
    <message>
        <source>You need {missing} more. Nothing was charged.</source>
        <translation>Te faltan {missing}. No se cobró nada.</translation>
    </message>
    <message>
        <source>The price is now {price}. Nothing was charged. Look, and choose again.</source>
        <translation>El precio ahora es de {price}. No se cobró nada. Míralo y decide otra vez.</translation>
    </message>
    <message>
        <source>You are not connected with {name} now. Nothing was charged.</source>
        <translation>Ahora no estás en contacto con {name}. No se cobró nada.</translation>
    </message>
    <message>
        <source>{name} cannot get messages from you now. Nothing was charged.</source>
        <translation>{name} no puede recibir mensajes tuyos ahora. No se cobró nada.</translation>
    </message>
    <message>
        <source>Staff do not allow messages with {name}. Nothing was charged.</source>
        <translation>El personal no permite mensajes con {name}. No se cobró nada.</translation>
    </message>
    <message>
        <source>The facility has switched this off for now. Nothing was charged.</source>
        <translation>El centro lo ha apagado por ahora. No se cobró nada.</translation>
    </message>
    <message>
        <source>The text is too long. Make it shorter, then send it again.</source>
        <translation>El texto es demasiado largo. Acórtalo y envíalo otra vez.</translation>
    </message>
    <message>
        <source>There was nothing written.</source>
        <translation>No había nada escrito.</translation>
    </message>
    <message>
        <source>It is no longer there. Nothing was charged.</source>
        <translation>Ya no está. No se cobró nada.</translation>
    </message>
    <message>
        <source>It was already decided before.</source>
        <translation>Ya se había decidido antes.</translation>
    </message>
    <message>
        <source>{name} has 10 collect messages that are not open yet. Wait until one is opened, or pay for this one.</source>
        <translation>{name} tiene 10 mensajes por cobrar sin abrir. Espera a que abra uno, o paga este.</translation>
    </message>
    <message>
        <source>The last day to appeal has passed.</source>
        <translation>Ya pasó el último día para apelar.</translation>
    </message>
    <message>
        <source>The facility does not allow this.</source>
        <translation>El centro no lo permite.</translation>
    </message>
    <message>
        <source>It was cancelled before it went out. Nothing was charged.</source>
        <translation>Se canceló antes de salir. No se cobró nada.</translation>
    </message>
    <message>
        <source>It had already gone out.</source>
        <translation>Ya había salido.</translation>
    </message>
    <message>
        <source>10 of yours wait for an answer. Wait until one is answered.</source>
        <translation>10 tuyos esperan respuesta. Espera a que respondan uno.</translation>
    </message>
    <message>
        <source>Staff did not let it go out. Nothing was charged.</source>
        <translation>El personal no dejó que saliera. No se cobró nada.</translation>
    </message>
    <message>
        <source>You have {balance}. You need {missing} more.</source>
        <translation>Tienes {balance}. Te faltan {missing}.</translation>
    </message>
    <message>
        <source>Waiting. Touch to begin.</source>
        <translation>En espera. Toca para empezar.</translation>
    </message>
    <message>
        <source>Touch to begin</source>
        <translation>Toca para empezar</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>{pace}. Touch to stop</source>
        <translation>{pace}. Toca para parar</translation>
    </message>
    <message>
        <source>They follow you to any kiosk or tablet.</source>
        <translation>Te siguen a cualquier quiosco o tableta.</translation>
    </message>
    <message>
        <source>For every screen</source>
        <translation>En todas las pantallas</translation>
    </message>
    <message>
        <source>Colors on screen</source>
        <translation>Colores de la pantalla</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>For words and keys</source>
        <translation>Palabras y teclas</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Menos movimiento</translation>
    </message>
    <message>
        <source>Nothing slides or grows</source>
        <translation>Nada se desliza ni crece</translation>
    </message>
    <message>
        <source>Hide amounts</source>
        <translation>Ocultar cantidades</translation>
    </message>
    <message>
        <source>Dots until you touch them</source>
        <translation>Puntos hasta que los tocas</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>To sign in</source>
        <translation>Para entrar</translation>
    </message>
    <message>
        <source>A voice reads screens to you</source>
        <translation>Una voz te lee las pantallas</translation>
    </message>
    <message>
        <source>Not on this device</source>
        <translation>No en este aparato</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Lento</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Rápido</translation>
    </message>
    <message>
        <source>Very fast</source>
        <translation>Muy rápido</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>oculto</translation>
    </message>
    <message>
        <source>A text in a language that this device has no voice for.</source>
        <translation>Un texto en un idioma para el que este aparato no tiene voz.</translation>
    </message>
    <message>
        <source>Digit entered.</source>
        <translation>Dígito escrito.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambiar</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visitas</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>Créditos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>Queda %n s</numerusform>
            <numerusform>Quedan %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>Queda %n min</numerusform>
            <numerusform>Quedan %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño de letra</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Leer en voz alta</translation>
    </message>
    <message>
        <source>Everything is saved. You can go on later where you stopped.</source>
        <translation>Todo está guardado. Puedes seguir después donde lo dejaste.</translation>
    </message>
    <message>
        <source>In 30 seconds this tablet locks. Everything is saved.</source>
        <translation>En 30 segundos se bloquea esta tableta. Todo está guardado.</translation>
    </message>
    <message>
        <source>Are you still here?</source>
        <translation>¿Sigues aquí?</translation>
    </message>
    <message>
        <source>In 30 seconds you are signed out. Everything is saved.</source>
        <translation>En 30 segundos se cierra tu sesión. Todo está guardado.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>2 minutes left</source>
        <translation>Quedan 2 minutos</translation>
    </message>
    <message>
        <source>an album</source>
        <translation>un álbum</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Álbumes</translation>
    </message>
    <message>
        <source>Put the photos you like best together, under a name you choose.</source>
        <translation>Junta las fotos que más te gustan, con el nombre que elijas.</translation>
    </message>
    <message>
        <source>Deleting an album deletes no photo. They all stay under All.</source>
        <translation>Borrar un álbum no borra ninguna foto. Siguen en Todas.</translation>
    </message>
    <message>
        <source>Delete album</source>
        <translation>Borrar álbum</translation>
    </message>
    <message>
        <source>Albums of this photo</source>
        <translation>Álbumes de esta foto</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>The photo is in it</source>
        <translation>La foto está en él</translation>
    </message>
    <message>
        <source>Put it in</source>
        <translation>Ponerla en él</translation>
    </message>
    <message>
        <source>No room for more albums</source>
        <translation>No caben más álbumes</translation>
    </message>
    <message>
        <source>Album deleted. The photos stay.</source>
        <translation>Borraste el álbum. Las fotos siguen aquí.</translation>
    </message>
    <message>
        <source>30 seconds left</source>
        <translation>Quedan 30 segundos</translation>
    </message>
    <message>
        <source>dddd, MMMM d</source>
        <comment>date format</comment>
        <translation>dddd, d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>MMMM d, yyyy</source>
        <comment>date format</comment>
        <translation>d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>date format</comment>
        <translation>MMMM &apos;de&apos; yyyy</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>MMM d</source>
        <comment>date format</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <comment>date format</comment>
        <translation>MMM yyyy</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>hoy {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>ayer {time}</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <comment>date format</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>ddd, MMM d</source>
        <comment>date format</comment>
        <translation>ddd d MMM</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>desde las {time}</translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation>desde el {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%n nuevo</numerusform>
            <numerusform>%n nuevos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n nueva</numerusform>
            <numerusform>%n nuevas</numerusform>
        </translation>
    </message>
    <message>
        <source>Good morning.</source>
        <translation>Buenos días.</translation>
    </message>
    <message>
        <source>Good afternoon.</source>
        <translation>Buenas tardes.</translation>
    </message>
    <message>
        <source>Good evening.</source>
        <translation>Buenas noches.</translation>
    </message>
    <message>
        <source>Today at {time}</source>
        <translation>Hoy a las {time}</translation>
    </message>
    <message>
        <source>Tomorrow at {time}</source>
        <translation>Mañana a las {time}</translation>
    </message>
    <message>
        <source>{date} at {time}</source>
        <translation>{date} a las {time}</translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>en %n día</numerusform>
            <numerusform>en %n días</numerusform>
        </translation>
    </message>
    <message>
        <source>It is on now, until {time}</source>
        <translation>Es ahora, hasta las {time}</translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation>
            <numerusform>en %n minuto</numerusform>
            <numerusform>en %n minutos</numerusform>
        </translation>
    </message>
    <message>
        <source>in {hours} h {minutes} min</source>
        <translation>en {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>since yesterday</source>
        <translation>desde ayer</translation>
    </message>
    <message>
        <source>MMMM d</source>
        <comment>date format</comment>
        <translation>d &apos;de&apos; MMMM</translation>
    </message>
    <message numerus="yes">
        <source>%n credits</source>
        <translation>
            <numerusform>%n crédito</numerusform>
            <numerusform>%n créditos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photos</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photos</source>
        <translation>
            <numerusform>%n foto nueva</numerusform>
            <numerusform>%n fotos nuevas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n mensaje</numerusform>
            <numerusform>%n mensajes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation>
            <numerusform>Sobra %n letra</numerusform>
            <numerusform>Sobran %n letras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters left</source>
        <translation>
            <numerusform>Queda %n letra</numerusform>
            <numerusform>Quedan %n letras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message>
        <source>Earlier visits</source>
        <translation>Visitas anteriores</translation>
    </message>
    <message>
        <source>No visits ahead</source>
        <translation>No hay visitas próximas</translation>
    </message>
    <message>
        <source>No visits yet</source>
        <translation>Todavía no hay visitas</translation>
    </message>
    <message>
        <source>When somebody you know books a video visit with you, it shows here.</source>
        <translation>Cuando alguien que conoces reserva una visita por video contigo, aparece aquí.</translation>
    </message>
    <message>
        <source>Your answer is kept here. It goes out when the network is back.</source>
        <translation>Tu respuesta está guardada aquí. Sale cuando vuelva la red.</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} asks to see you by video. It is free for you.</source>
        <translation>{name} quiere verte por video. Para ti es gratis.</translation>
    </message>
    <message>
        <source>{name} knows that you will be there.</source>
        <translation>{name} sabe que vas a estar.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Accept the visit with {name}</source>
        <translation>Aceptar la visita con {name}</translation>
    </message>
    <message>
        <source>I cannot come</source>
        <translation>No puedo ir</translation>
    </message>
    <message>
        <source>Decline the visit with {name}</source>
        <translation>Rechazar la visita con {name}</translation>
    </message>
    <message>
        <source>You said yes to {name}.</source>
        <translation>Dijiste que sí a {name}.</translation>
    </message>
    <message>
        <source>Decline the visit with {name}?</source>
        <translation>¿Rechazar la visita con {name}?</translation>
    </message>
    <message>
        <source>{name} gets back</source>
        <translation>{name} recibe de vuelta</translation>
    </message>
    <message>
        <source>{name} is told that you said no. You cannot change it later.</source>
        <translation>Se le dice a {name} que dijiste que no. Después no lo puedes cambiar.</translation>
    </message>
    <message>
        <source>You said no to {name}.</source>
        <translation>Dijiste que no a {name}.</translation>
    </message>
    <message>
        <source>It has begun, or it was cancelled.</source>
        <translation>Ya empezó, o se canceló.</translation>
    </message>
    <message>
        <source>This visit can no longer be answered</source>
        <translation>Ya no se puede responder a esta visita</translation>
    </message>
    <message>
        <source>Rules for visits</source>
        <translation>Reglas de las visitas</translation>
    </message>
    <message>
        <source>Whoever books a visit pays for it. You pay nothing.</source>
        <translation>Quien reserva una visita la paga. Tú no pagas nada.</translation>
    </message>
    <message>
        <source>You can say no until the visit begins. The credits go back at once.</source>
        <translation>Puedes decir que no hasta que empiece la visita. Los créditos vuelven al momento.</translation>
    </message>
    <message numerus="yes">
        <source>They can cancel until %n hours before.</source>
        <translation>
            <numerusform>Pueden cancelar hasta %n hora antes.</numerusform>
            <numerusform>Pueden cancelar hasta %n horas antes.</numerusform>
        </translation>
    </message>
    <message>
        <source>a contact</source>
        <translation>un contacto</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>Good morning, {name}.</source>
        <translation>Buenos días, {name}.</translation>
    </message>
    <message>
        <source>Good afternoon, {name}.</source>
        <translation>Buenas tardes, {name}.</translation>
    </message>
    <message>
        <source>Good evening, {name}.</source>
        <translation>Buenas noches, {name}.</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Oculto</translation>
    </message>
    <message>
        <source>Touch the screen to go on.</source>
        <translation>Toca la pantalla para seguir.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Everything is saved. One moment.</source>
        <translation>Todo está guardado. Un momento.</translation>
    </message>
    <message>
        <source>Your balance</source>
        <translation>Tu saldo</translation>
    </message>
    <message>
        <source>credit</source>
        <translation>crédito</translation>
    </message>
    <message>
        <source>credits</source>
        <translation>créditos</translation>
    </message>
    <message>
        <source>1 credit is 1 cent. Credits never expire.</source>
        <translation>1 crédito es 1 centavo. Los créditos no caducan.</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Gratis</translation>
    </message>
    <message>
        <source>Send a message</source>
        <translation>Enviar un mensaje</translation>
    </message>
    <message>
        <source>Open a collect message</source>
        <translation>Abrir uno por cobrar</translation>
    </message>
    <message>
        <source>Send collect</source>
        <translation>Enviar por cobrar</translation>
    </message>
    <message>
        <source>Look at photos</source>
        <translation>Mirar fotos</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Leer otra vez</translation>
    </message>
    <message>
        <source>Prices at {facility}</source>
        <translation>Precios en {facility}</translation>
    </message>
    <message>
        <source>When you pay or somebody gives you credits, it shows here.</source>
        <translation>Cuando pagas o alguien te regala créditos, aparece aquí.</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Todavía no hay nada</translation>
    </message>
    <message>
        <source>What it was for</source>
        <translation>Para qué fue</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Balance after</source>
        <translation>Saldo después</translation>
    </message>
    <message>
        <source>Something is wrong with this</source>
        <translation>Algo está mal con esto</translation>
    </message>
    <message>
        <source>Sealed message from {name}, {when}</source>
        <translation>Mensaje sellado de {name}, {when}</translation>
    </message>
    <message>
        <source>It opens as soon as the network is back.</source>
        <translation>Se abre en cuanto vuelva la red.</translation>
    </message>
    <message>
        <source>It is opening.</source>
        <translation>Se está abriendo.</translation>
    </message>
    <message>
        <source>You pay {price} once.</source>
        <translation>Pagas {price} una sola vez.</translation>
    </message>
    <message>
        <source>Opening costs **{price}**. You have {balance}. You need **{missing} more**.</source>
        <translation>Abrirlo cuesta **{price}**. Tienes {balance}. Te **faltan {missing}**.</translation>
    </message>
    <message>
        <source>Nothing is charged. It stays here for you.</source>
        <translation>No se cobra nada. Se queda aquí para ti.</translation>
    </message>
    <message>
        <source>Opening costs **{price}**. You have {balance}, you will have {after}.</source>
        <translation>Abrirlo cuesta **{price}**. Tienes {balance}, te quedarán {after}.</translation>
    </message>
    <message>
        <source>This device is offline. It can open when the network is back.</source>
        <translation>Este aparato no tiene red. Se puede abrir cuando vuelva.</translation>
    </message>
    <message>
        <source>Open later for {price}</source>
        <translation>Abrir después por {price}</translation>
    </message>
    <message>
        <source>Leave it sealed</source>
        <translation>Dejarlo sellado</translation>
    </message>
    <message>
        <source>Open for {price}</source>
        <translation>Abrir por {price}</translation>
    </message>
    <message>
        <source>This photo cannot be shown. It is damaged here. We fetch it again.</source>
        <translation>Esta foto no se puede mostrar. Aquí está dañada. La traemos otra vez.</translation>
    </message>
    <message>
        <source>This photo is not on this device yet. It comes with the network.</source>
        <translation>Esta foto todavía no está en este aparato. Llega con la red.</translation>
    </message>
    <message>
        <source>This photo cannot be shown. It is not a picture we know.</source>
        <translation>Esta foto no se puede mostrar. No es una imagen que conozcamos.</translation>
    </message>
    <message>
        <source>From {name}, {when}</source>
        <translation>De {name}, {when}</translation>
    </message>
    <message>
        <source>This came in {since}.</source>
        <translation>Esto llegó {since}.</translation>
    </message>
    <message>
        <source>New for you</source>
        <translation>Nuevo para ti</translation>
    </message>
    <message>
        <source>When something comes, it shows here.</source>
        <translation>Cuando llegue algo, aparece aquí.</translation>
    </message>
    <message>
        <source>Nothing new right now</source>
        <translation>Nada nuevo por ahora</translation>
    </message>
    <message>
        <source>Not you?</source>
        <translation>¿No fuiste tú?</translation>
    </message>
    <message>
        <source>See what you wrote</source>
        <translation>Ver lo que escribiste</translation>
    </message>
    <message>
        <source>When family sends you a photo, it shows here.</source>
        <translation>Cuando tu familia te mande una foto, aparece aquí.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Todavía no hay fotos</translation>
    </message>
    <message>
        <source>New</source>
        <comment>photo</comment>
        <translation>Nueva</translation>
    </message>
    <message>
        <source>See all {count}</source>
        <translation>Ver las {count}</translation>
    </message>
    <message>
        <source>See all</source>
        <translation>Ver todas</translation>
    </message>
    <message>
        <source>wants to connect with you</source>
        <translation>quiere estar en contacto contigo</translation>
    </message>
    <message>
        <source>Visit with {name}</source>
        <translation>Visita con {name}</translation>
    </message>
    <message>
        <source>Yes or no?</source>
        <translation>¿Sí o no?</translation>
    </message>
    <message>
        <source>{name} gave you {amount}</source>
        <translation>{name} te regaló {amount}</translation>
    </message>
    <message>
        <source>When somebody you know writes to you, it shows here.</source>
        <translation>Cuando te escriba alguien que conoces, aparece aquí.</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Mensaje nuevo</translation>
    </message>
    <message>
        <source>Nobody to write to yet</source>
        <translation>Aún no hay a quién escribir</translation>
    </message>
    <message>
        <source>Who do you want to write to?</source>
        <translation>¿A quién quieres escribir?</translation>
    </message>
    <message>
        <source>You have not signed in here before.</source>
        <translation>No habías entrado aquí antes.</translation>
    </message>
    <message>
        <source>Last signed in</source>
        <translation>Última entrada</translation>
    </message>
    <message numerus="yes">
        <source>%n wrong tries since then</source>
        <translation>
            <numerusform>%n intento fallido desde entonces</numerusform>
            <numerusform>%n intentos fallidos desde entonces</numerusform>
        </translation>
    </message>
    <message>
        <source>Was that not you?</source>
        <translation>¿No fuiste tú?</translation>
    </message>
    <message>
        <source>If somebody else used your account, stop it now. Then nobody can sign in until staff open it again and give you a new PIN. Your photos, messages and credits stay safe.</source>
        <translation>Si otra persona usó tu cuenta, deténla ahora. Nadie podrá entrar hasta que el personal la abra otra vez y te dé un PIN nuevo. Tus fotos, mensajes y créditos quedan a salvo.</translation>
    </message>
    <message>
        <source>Stop my account</source>
        <translation>Detener mi cuenta</translation>
    </message>
    <message>
        <source>You are signed out now. Tell staff: they open it again and give you a PIN.</source>
        <translation>Ahora se cierra tu sesión. Avisa al personal: la abren otra vez y te dan un PIN.</translation>
    </message>
    <message>
        <source>It is stopped as soon as the network is back. Tell staff now, too.</source>
        <translation>Se detiene en cuanto vuelva la red. Avisa también al personal ahora.</translation>
    </message>
    <message>
        <source>We stop your account</source>
        <translation>Detenemos tu cuenta</translation>
    </message>
    <message>
        <source>A notice from the facility</source>
        <translation>Un aviso del centro</translation>
    </message>
    <message>
        <source>Please read this first</source>
        <translation>Lee esto primero</translation>
    </message>
    <message>
        <source>Take your time. No clock runs while you read.</source>
        <translation>Tómate tu tiempo. No corre ningún reloj mientras lees.</translation>
    </message>
    <message>
        <source>I have read it. Go on</source>
        <translation>Ya lo leí. Seguir</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Connected with you</source>
        <translation>En contacto contigo</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n persona</numerusform>
            <numerusform>%n personas</numerusform>
        </translation>
    </message>
    <message>
        <source>When somebody asks to connect with you, it shows here.</source>
        <translation>Cuando alguien pida estar en contacto contigo, aparece aquí.</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Todavía nadie</translation>
    </message>
    <message>
        <source>Declined and blocked people</source>
        <translation>Personas rechazadas y bloqueadas</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>En silencio</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Solicitud nueva</translation>
    </message>
    <message>
        <source>wants to connect with you. Asked on {date}.</source>
        <translation>quiere estar en contacto contigo. Lo pidió el {date}.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>{name} can write to you now.</source>
        <translation>{name} ya puede escribirte.</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Declined. {name} is not told.</source>
        <translation>Rechazaste la solicitud. {name} no se entera.</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>{name} is blocked.</source>
        <translation>Bloqueaste a {name}.</translation>
    </message>
    <message>
        <source>Approve: {name} can send you messages and photos.</source>
        <translation>Aceptar: {name} puede mandarte mensajes y fotos.</translation>
    </message>
    <message>
        <source>Decline: {name} is not told. You can change it later.</source>
        <translation>Rechazar: {name} no se entera. Puedes cambiarlo después.</translation>
    </message>
    <message>
        <source>Block: {name} cannot ask again. You can undo it.</source>
        <translation>Bloquear: {name} no puede pedirlo otra vez. Puedes deshacerlo.</translation>
    </message>
    <message>
        <source>{name} is muted. New things come in without a mark.</source>
        <translation>{name} está en silencio. Lo nuevo llega sin marca.</translation>
    </message>
    <message>
        <source>{name} is not muted now.</source>
        <translation>{name} ya no está en silencio.</translation>
    </message>
    <message>
        <source>Stop muting</source>
        <translation>Quitar el silencio</translation>
    </message>
    <message>
        <source>New things are marked again</source>
        <translation>Lo nuevo se marca otra vez</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>New things come without a mark</source>
        <translation>Lo nuevo llega sin marca</translation>
    </message>
    <message>
        <source>No more messages or photos. You can undo it</source>
        <translation>Ni mensajes ni fotos. Puedes deshacerlo</translation>
    </message>
    <message>
        <source>Touch a name to undo it.</source>
        <translation>Toca un nombre para deshacerlo.</translation>
    </message>
    <message>
        <source>Blocked. Touch to unblock.</source>
        <translation>Contacto bloqueado. Toca para desbloquear.</translation>
    </message>
    <message>
        <source>Declined. Touch to approve.</source>
        <translation>Solicitud rechazada. Toca para aceptar.</translation>
    </message>
    <message>
        <source>The connection has ended.</source>
        <translation>El contacto terminó.</translation>
    </message>
    <message>
        <source>{name} is not blocked now.</source>
        <translation>Desbloqueaste a {name}.</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>No hay nada</translation>
    </message>
    <message>
        <source>No photo fits this choice.</source>
        <translation>Ninguna foto va con esta elección.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>New</source>
        <comment>photos</comment>
        <translation>Nuevas</translation>
    </message>
    <message>
        <source>Favorites</source>
        <translation>Favoritas</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Quitadas</translation>
    </message>
    <message>
        <source>Change album</source>
        <translation>Cambiar álbum</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Photos from</source>
        <translation>Fotos de</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Información</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>inmate</source>
        <translation>interno</translation>
    </message>
    <message>
        <source>It is on your ID card.</source>
        <translation>Está en tu credencial.</translation>
    </message>
    <message>
        <source>Enter your {noun} number</source>
        <translation>Escribe tu número de {noun}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>{noun} number ending in {end}</source>
        <translation>número de {noun} que termina en {end}</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>Escribe tu PIN</translation>
    </message>
    <message>
        <source>I forgot my PIN</source>
        <translation>Olvidé mi PIN</translation>
    </message>
    <message>
        <source>Next: enter your number</source>
        <translation>Siguiente: escribe tu número</translation>
    </message>
    <message>
        <source>Sign in: wait {wait}</source>
        <translation>Entrar: espera {wait}</translation>
    </message>
    <message numerus="yes">
        <source>Sign in: %n more digits</source>
        <translation>
            <numerusform>Entrar: falta %n número</numerusform>
            <numerusform>Entrar: faltan %n números</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask staff for a new PIN</source>
        <translation>Pide un PIN nuevo al personal</translation>
    </message>
    <message>
        <source>They check who you are and give you a PIN that works once. Then you choose your own. Nothing of yours is lost.</source>
        <translation>Comprueban quién eres y te dan un PIN que sirve una vez. Después eliges el tuyo. No se pierde nada tuyo.</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Tu mensaje</translation>
    </message>
    <message>
        <source>Write here</source>
        <translation>Escribe aquí</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué está mal</translation>
    </message>
    <message>
        <source>What is wrong?</source>
        <translation>¿Qué está mal?</translation>
    </message>
    <message>
        <source>Send to staff</source>
        <translation>Enviar al personal</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Guardando</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardado</translation>
    </message>
    <message>
        <source>It is on its way to staff.</source>
        <translation>Va en camino al personal.</translation>
    </message>
    <message>
        <source>It is kept here. It goes out when the network is back.</source>
        <translation>Se guarda aquí. Sale cuando vuelva la red.</translation>
    </message>
    <message>
        <source>Text from another device is under Earlier versions</source>
        <translation>El texto de otro aparato está en Versiones anteriores</translation>
    </message>
    <message>
        <source>The earlier text is back.</source>
        <translation>El texto anterior está de vuelta.</translation>
    </message>
    <message>
        <source>Who pays?</source>
        <translation>¿Quién paga?</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>This screen closes by itself. Nothing of the people here shows.</source>
        <translation>Esta pantalla se cierra sola. No se muestra nada de las personas de aquí.</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>Centro</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Aún no se sabe</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Device&apos;s number at central</source>
        <translation>Número del equipo en la central</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Tablet</source>
        <translation>Tableta</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Quiosco</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Program&apos;s SHA-256</source>
        <translation>SHA-256 del programa</translation>
    </message>
    <message>
        <source>Test the network</source>
        <translation>Probar la red</translation>
    </message>
    <message>
        <source>Keep the log</source>
        <translation>Guardar el registro</translation>
    </message>
    <message>
        <source>Exit to maintenance</source>
        <translation>Salir a mantenimiento</translation>
    </message>
    <message>
        <source>Asking central</source>
        <translation>Preguntando a la central</translation>
    </message>
    <message>
        <source>It answered after {count} milliseconds.</source>
        <translation>Respondió en {count} milisegundos.</translation>
    </message>
    <message>
        <source>Central answers</source>
        <translation>La central responde</translation>
    </message>
    <message>
        <source>What went wrong: {failure}</source>
        <translation>Qué falló: {failure}</translation>
    </message>
    <message>
        <source>Central cannot be reached</source>
        <translation>No se puede llegar a la central</translation>
    </message>
    <message>
        <source>A technician finds it in {path}.</source>
        <translation>Un técnico lo encuentra en {path}.</translation>
    </message>
    <message>
        <source>The log is kept</source>
        <translation>El registro está guardado</translation>
    </message>
    <message>
        <source>This device cannot keep anything right now.</source>
        <translation>Este equipo no puede guardar nada ahora.</translation>
    </message>
    <message>
        <source>Exit to maintenance?</source>
        <translation>¿Salir a mantenimiento?</translation>
    </message>
    <message>
        <source>The screen goes dark, and nobody can sign in until this device restarts.</source>
        <translation>La pantalla se apaga y nadie puede entrar hasta que este equipo se reinicie.</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Pay {price}</source>
        <translation>Pagar {price}</translation>
    </message>
    <message>
        <source>You have {balance}, you will have {after}.</source>
        <translation>Tienes {balance}, te quedarán {after}.</translation>
    </message>
    <message>
        <source>Free for you. {name} pays {price} when opening it.</source>
        <translation>Gratis para ti. {name} paga {price} al abrirlo.</translation>
    </message>
    <message>
        <source>Send collect (COD)</source>
        <translation>Enviar por cobrar (COD)</translation>
    </message>
    <message>
        <source>Review and send</source>
        <translation>Revisar y enviar</translation>
    </message>
    <message>
        <source>Review and send: write something first</source>
        <translation>Revisar y enviar: primero escribe algo</translation>
    </message>
    <message>
        <source>Not enough credits</source>
        <translation>No hay créditos suficientes</translation>
    </message>
    <message>
        <source>Send this to {name}?</source>
        <translation>¿Enviar esto a {name}?</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>You have</source>
        <translation>Tienes</translation>
    </message>
    <message>
        <source>You will have</source>
        <translation>Te quedarán</translation>
    </message>
    <message>
        <source>If staff do not allow it, your {price} come back.</source>
        <translation>Si el personal no lo permite, te devolvemos {price}.</translation>
    </message>
    <message>
        <source>Send for {price}</source>
        <translation>Enviar por {price}</translation>
    </message>
    <message>
        <source>{name} pays {price} when opening it. You pay nothing.</source>
        <translation>{name} paga {price} al abrirlo. Tú no pagas nada.</translation>
    </message>
    <message>
        <source>You pay</source>
        <translation>Pagas</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>This device is offline. It is kept here and goes out with the network.</source>
        <translation>Este aparato no tiene red. Se guarda aquí y sale cuando vuelva.</translation>
    </message>
    <message>
        <source>Kept on this device. It goes out when the network is back.</source>
        <translation>Guardado en este aparato. Sale cuando vuelva la red.</translation>
    </message>
    <message>
        <source>On its way to {name}. You pay nothing.</source>
        <translation>Va en camino a {name}. No pagas nada.</translation>
    </message>
    <message>
        <source>On its way to {name}. It costs {price}.</source>
        <translation>Va en camino a {name}. Cuesta {price}.</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Versiones anteriores</translation>
    </message>
    <message>
        <source>The text you have now stays here too. You can change back.</source>
        <translation>El texto que tienes ahora también queda aquí. Puedes volver a él.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Recuperar</translation>
    </message>
    <message>
        <source>Enter your PIN to go on</source>
        <translation>Escribe tu PIN para seguir</translation>
    </message>
    <message>
        <source>Everything is saved. You go on where you stopped.</source>
        <translation>Todo está guardado. Sigues donde lo dejaste.</translation>
    </message>
    <message>
        <source>That PIN is not right. Try again.</source>
        <translation>Ese PIN no es correcto. Inténtalo otra vez.</translation>
    </message>
    <message>
        <source>Another person</source>
        <translation>Otra persona</translation>
    </message>
    <message>
        <source>Word, name or date</source>
        <translation>Palabra, nombre o fecha</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>One moment. Looking through everything.</source>
        <translation>Un momento. Buscamos en todo.</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>La búsqueda no funcionó</translation>
    </message>
    <message>
        <source>Type part of a message, a name or a date. For example: birthday, Rosa, March 2025. It works without the network.</source>
        <translation>Escribe parte de un mensaje, un nombre o una fecha. Por ejemplo: cumpleaños, Rosa, marzo 2025. Funciona sin la red.</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>¿Qué buscas?</translation>
    </message>
    <message>
        <source>Try fewer letters or another word.</source>
        <translation>Prueba con menos letras o con otra palabra.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>No hay nada con “{text}”</translation>
    </message>
    <message>
        <source>Look everywhere</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>Older messages are still being made ready. Look again in a few minutes.</source>
        <translation>Los mensajes más antiguos todavía se preparan. Busca otra vez en unos minutos.</translation>
    </message>
    <message>
        <source>Older messages are still being made ready.</source>
        <translation>Los mensajes más antiguos todavía se preparan.</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Todas las personas</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Persona bloqueada</translation>
    </message>
    <message>
        <source>All photos found</source>
        <translation>Todas las fotos encontradas</translation>
    </message>
    <message>
        <source>You to {name}</source>
        <translation>Tú a {name}</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>sin enviar todavía</translation>
    </message>
    <message>
        <source>Sealed. Open it to read it.</source>
        <translation>Cerrado. Ábrelo para leerlo.</translation>
    </message>
    <message>
        <source>Draft to {name}</source>
        <translation>Borrador para {name}</translation>
    </message>
    <message>
        <source>Touch to show</source>
        <translation>Toca para ver</translation>
    </message>
    <message>
        <source>Something is wrong</source>
        <translation>Algo está mal</translation>
    </message>
    <message>
        <source>Tell staff. They answer you here.</source>
        <translation>Díselo al personal. Te responde aquí.</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
    <message>
        <source>Try everything with invented people. Nothing is sent, no credits are used.</source>
        <translation>Prueba todo con personas inventadas. Nada se envía y no se usan créditos.</translation>
    </message>
    <message>
        <source>How things work</source>
        <translation>Cómo funciona todo</translation>
    </message>
    <message>
        <source>What you told staff before</source>
        <translation>Lo que dijiste antes al personal</translation>
    </message>
    <message>
        <source>This page is no longer here</source>
        <translation>Esta página ya no está</translation>
    </message>
    <message>
        <source>The facility took it away.</source>
        <translation>El centro la quitó.</translation>
    </message>
    <message>
        <source>People you know send you photos. You pay nothing to get or to look at a photo.</source>
        <translation>Personas que conoces te mandan fotos. Recibirlas y verlas no te cuesta nada.</translation>
    </message>
    <message>
        <source>The facility looks at each photo first. Then it comes to you by itself.</source>
        <translation>El centro mira primero cada foto. Después te llega sola.</translation>
    </message>
    <message>
        <source>Touch a photo to make it fill the screen. Swipe, or touch the arrows, to see the next one.</source>
        <translation>Toca una foto para verla en toda la pantalla. Desliza el dedo, o toca las flechas, para ver la siguiente.</translation>
    </message>
    <message>
        <source>To see more, touch the photo two times fast, or touch the plus. You can also turn it and mark it with a heart.</source>
        <translation>Para verla más de cerca, tócala dos veces rápido, o toca el signo más. También puedes girarla y marcarla con un corazón.</translation>
    </message>
    <message>
        <source>You can look at your photos as often as you like, also when there is no network.</source>
        <translation>Puedes ver tus fotos cuantas veces quieras, también cuando no hay red.</translation>
    </message>
    <message>
        <source>If you remove a photo, it is hidden, not lost. You find it under Photos, Removed.</source>
        <translation>Si quitas una foto, se oculta, no se pierde. La encuentras en Fotos, Quitadas.</translation>
    </message>
    <message>
        <source>Touch Messages, then a name, to read what somebody wrote.</source>
        <translation>Toca Mensajes y luego un nombre para leer lo que te escribieron.</translation>
    </message>
    <message>
        <source>To answer, touch Write. What you write is saved as you type. You can stop and go on later, also on another kiosk.</source>
        <translation>Para contestar, toca Escribir. Lo que escribes se guarda solo. Puedes parar y seguir después, también en otro quiosco.</translation>
    </message>
    <message>
        <source>Before you send, you see the price. After you send, you see where your message is: sent, in review, delivered, opened.</source>
        <translation>Antes de enviar ves el precio. Después ves dónde está tu mensaje: enviado, en revisión, entregado, abierto.</translation>
    </message>
    <message>
        <source>The facility may read messages before they are delivered. Do not write what nobody else should read.</source>
        <translation>El centro puede leer los mensajes antes de entregarlos. No escribas lo que nadie más deba leer.</translation>
    </message>
    <message>
        <source>You never pay to read a message again.</source>
        <translation>Nunca pagas por volver a leer un mensaje.</translation>
    </message>
    <message>
        <source>A message can have {count} characters.</source>
        <translation>Un mensaje puede tener {count} caracteres.</translation>
    </message>
    <message>
        <source>1 credit is 1 cent. To send a message costs {price}.</source>
        <translation>1 crédito es 1 centavo. Enviar un mensaje cuesta {price}.</translation>
    </message>
    <message>
        <source>When you pay, the other person reads your message for free.</source>
        <translation>Cuando tú pagas, la otra persona lee tu mensaje gratis.</translation>
    </message>
    <message>
        <source>You can also send a message collect (COD). Then you pay nothing. The other person pays when they open it.</source>
        <translation>También puedes enviar un mensaje por cobrar (COD). Entonces no pagas nada. La otra persona paga cuando lo abre.</translation>
    </message>
    <message>
        <source>A message that was sent to you collect comes in a closed envelope. You see who it is from and what it costs before you open it.</source>
        <translation>Un mensaje por cobrar te llega en un sobre cerrado. Antes de abrirlo ves de quién es y cuánto cuesta.</translation>
    </message>
    <message>
        <source>You do not have to open it. It waits for you, and nothing is charged.</source>
        <translation>No tienes que abrirlo. Te espera, y no se cobra nada.</translation>
    </message>
    <message>
        <source>Each message is paid one time only. You see every payment under Credits.</source>
        <translation>Cada mensaje se paga una sola vez. Ves cada pago en Créditos.</translation>
    </message>
    <message>
        <source>People outside can give you credits. Credits never expire.</source>
        <translation>Las personas de afuera pueden darte créditos. Los créditos nunca vencen.</translation>
    </message>
    <message>
        <source>Paying, prepaid and collect</source>
        <translation>Pagar: por adelantado o por cobrar</translation>
    </message>
    <message>
        <source>People who may write to you</source>
        <translation>Quién puede escribirte</translation>
    </message>
    <message>
        <source>Nobody can send you anything until you say yes. You find requests under People.</source>
        <translation>Nadie puede mandarte nada hasta que digas que sí. Las solicitudes están en Personas.</translation>
    </message>
    <message>
        <source>Touch Approve, and this person can send you messages and photos.</source>
        <translation>Toca Aceptar, y esa persona puede mandarte mensajes y fotos.</translation>
    </message>
    <message>
        <source>Touch Decline, and they cannot. They are not told.</source>
        <translation>Toca Rechazar, y no puede. No se le avisa.</translation>
    </message>
    <message>
        <source>You can block somebody at any time. You can also change your mind later.</source>
        <translation>Puedes bloquear a alguien en cualquier momento. También puedes cambiar de idea después.</translation>
    </message>
    <message>
        <source>Mute means: they can still write, but you are not told each time.</source>
        <translation>Silenciar quiere decir: todavía puede escribirte, pero no se te avisa cada vez.</translation>
    </message>
    <message>
        <source>When there is no network</source>
        <translation>Cuando no hay red</translation>
    </message>
    <message>
        <source>At the top of the screen you see if {device} has a network now.</source>
        <translation>Arriba en la pantalla ves si {device} tiene red ahora.</translation>
    </message>
    <message>
        <source>Without a network you can still read, look at photos, and write.</source>
        <translation>Sin red también puedes leer, ver fotos y escribir.</translation>
    </message>
    <message>
        <source>What you send is kept here. It goes out by itself when the network is back. You do not have to send it again.</source>
        <translation>Lo que envías se guarda aquí. Sale solo cuando vuelve la red. No tienes que enviarlo otra vez.</translation>
    </message>
    <message>
        <source>To open a message that costs credits, you need the network.</source>
        <translation>Para abrir un mensaje que cuesta créditos hace falta la red.</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>Tu PIN</translation>
    </message>
    <message>
        <source>Your PIN keeps other people out. Tell it to nobody, also not to staff.</source>
        <translation>Tu PIN impide que entren otros. No se lo digas a nadie, tampoco al personal.</translation>
    </message>
    <message>
        <source>You can change it under Settings, when the network is there.</source>
        <translation>Puedes cambiarlo en Ajustes, cuando hay red.</translation>
    </message>
    <message>
        <source>If you forget it, ask staff for a new one. It works one time. Then you choose your own. Nothing of yours is lost.</source>
        <translation>Si lo olvidas, pide uno nuevo al personal. Sirve una vez. Luego eliges el tuyo. No se pierde nada tuyo.</translation>
    </message>
    <message>
        <source>After 5 wrong tries you have to wait. The wait gets longer, but never more than 60 minutes.</source>
        <translation>Después de 5 intentos malos tienes que esperar. La espera se alarga, pero nunca pasa de 60 minutos.</translation>
    </message>
    <message>
        <source>When you sign in, you see when you were here last. If that was not you, touch Not you?</source>
        <translation>Cuando entras, ves cuándo estuviste aquí la última vez. Si no fuiste tú, toca ¿No fuiste tú?</translation>
    </message>
    <message>
        <source>Refunds and appeals</source>
        <translation>Devoluciones y apelaciones</translation>
    </message>
    <message>
        <source>The facility can say no to a message. Then it is not delivered, and you see why.</source>
        <translation>El centro puede decir que no a un mensaje. Entonces no se entrega, y ves por qué.</translation>
    </message>
    <message>
        <source>If you paid for it, all your credits come back at once. You see it under Credits.</source>
        <translation>Si lo pagaste, todos tus créditos vuelven enseguida. Lo ves en Créditos.</translation>
    </message>
    <message>
        <source>You can ask the facility to look again. This is called an appeal. Touch Appeal below the message, before the last day.</source>
        <translation>Puedes pedir al centro que lo mire otra vez. Eso se llama apelar. Toca Apelar debajo del mensaje, antes del último día.</translation>
    </message>
    <message>
        <source>If your appeal is right, the message is delivered for free.</source>
        <translation>Si te dan la razón, el mensaje se entrega gratis.</translation>
    </message>
    <message>
        <source>Time limits</source>
        <translation>Límites de tiempo</translation>
    </message>
    <message numerus="yes">
        <source>You can stay signed in for %n minutes. The time left is at the top of the screen.</source>
        <translation>
            <numerusform>Puedes estar dentro %n minuto. El tiempo que queda está arriba en la pantalla.</numerusform>
            <numerusform>Puedes estar dentro %n minutos. El tiempo que queda está arriba en la pantalla.</numerusform>
        </translation>
    </message>
    <message>
        <source>You are told when 2 minutes are left, and when 30 seconds are left.</source>
        <translation>Se te avisa cuando quedan 2 minutos y cuando quedan 30 segundos.</translation>
    </message>
    <message numerus="yes">
        <source>If nobody touches the screen for %n minutes, you are signed out.</source>
        <translation>
            <numerusform>Si nadie toca la pantalla por %n minuto, se cierra tu sesión.</numerusform>
            <numerusform>Si nadie toca la pantalla por %n minutos, se cierra tu sesión.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is saved before. When you sign in again, you go on where you stopped.</source>
        <translation>Antes se guarda todo. Cuando entras otra vez, sigues donde paraste.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <comment>short</comment>
        <translation>Escuchar</translation>
    </message>
    <message>
        <source>Name of the album</source>
        <translation>Nombre del álbum</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>New album</source>
        <translation>Álbum nuevo</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>Otro nombre</translation>
    </message>
    <message>
        <source>Give it a name first</source>
        <translation>Primero ponle un nombre</translation>
    </message>
    <message>
        <source>The album is made.</source>
        <translation>El álbum está hecho.</translation>
    </message>
    <message>
        <source>The album is made, and the photo is in it.</source>
        <translation>El álbum está hecho, y la foto está en él.</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds a photo</source>
        <translation>
            <numerusform>%n segundo por foto</numerusform>
            <numerusform>%n segundos por foto</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>You wrote</source>
        <translation>Escribiste</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Keyboard</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>capital {0}</source>
        <translation>{0} mayúscula</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Otra línea</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Izq.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Der.</translation>
    </message>
    <message>
        <source>Hide keys</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Keys in {0}</source>
        <translation>Teclas en {0}</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Letras</translation>
    </message>
    <message>
        <source>Numbers and signs</source>
        <translation>Números y signos</translation>
    </message>
    <message>
        <source>More signs</source>
        <translation>Más signos</translation>
    </message>
    <message>
        <source>Shift, locked</source>
        <translation>Mayúsculas, fijas</translation>
    </message>
    <message>
        <source>Shift, on</source>
        <translation>Mayúsculas, puestas</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>New</source>
        <translation>Nueva</translation>
    </message>
    <message>
        <source>Favorite</source>
        <translation>Favorita</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>Aún no está</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
</context>
<context>
    <name>PinBoxes</name>
    <message>
        <source>PIN, {0} of {1} digits</source>
        <translation>PIN, {0} de {1} números</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
</context>
<context>
    <name>Scroll</name>
    <message>
        <source>Up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Luego</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Go back</source>
        <translation>Volver</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>cannot be used now</source>
        <translation>no se puede usar ahora</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>borrado</translation>
    </message>
    <message>
        <source>space</source>
        <translation>espacio</translation>
    </message>
    <message>
        <source>new line</source>
        <translation>línea nueva</translation>
    </message>
    <message>
        <source>switch</source>
        <translation>interruptor</translation>
    </message>
    <message>
        <source>button</source>
        <translation>botón</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>opción</translation>
    </message>
    <message>
        <source>text field</source>
        <translation>campo de texto</translation>
    </message>
    <message>
        <source>on</source>
        <translation>encendido</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>elegido</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>no elegido</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>One moment. This is loading.</source>
        <translation>Un momento. Ya viene.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Hide now</source>
        <translation>Ocultar ahora</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>WritingArea</name>
    <message>
        <source>{0} characters left</source>
        <translation>Quedan {0} letras</translation>
    </message>
</context>
</TS>
