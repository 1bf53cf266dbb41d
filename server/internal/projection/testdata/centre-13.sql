PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO goose_db_version VALUES(1,0,1,'2026-11-28 19:39:50');
INSERT INTO goose_db_version VALUES(2,1,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(3,2,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(4,3,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(5,4,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(6,5,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(7,6,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(8,7,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(9,8,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(10,9,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(11,10,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(12,12,1,'2026-11-28 19:39:51');
INSERT INTO goose_db_version VALUES(13,13,1,'2026-11-28 19:39:51');
CREATE TABLE events (
    seq   INTEGER PRIMARY KEY,        -- 1, 2, 3 … without a gap
    at    INTEGER NOT NULL,           -- milliseconds UTC
    day   INTEGER NOT NULL,           -- business day in Baku, yyyymmdd
    actor TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    body  TEXT    NOT NULL,           -- JSON of the event
    chain BLOB    NOT NULL            -- SHA-256 over the chain before and this row
) STRICT;
INSERT INTO events VALUES(1,1794808801000,20261116,'agent:agent1','queue.day-opened','{"day":20261116}',X'671891a1670a22953ef0680b47d52a5568b2d87f94a51891407da3c3a052f025');
INSERT INTO events VALUES(2,1794808801000,20261116,'agent:agent1','queue.configured','{"config":{"directions":[{"id":"social-services","prefix":"A","name":{"az":"Sosial xidmətlər","ru":"Социальные услуги","en":"Social services"}},{"id":"benefits","prefix":"B","name":{"az":"Sosial müavinətlər","ru":"Социальные пособия","en":"Benefits"}},{"id":"employment","prefix":"D","name":{"az":"Məşğulluq","ru":"Занятость","en":"Employment"}}],"desks":[{"id":"1","side":"left","directions":["social-services"]},{"id":"2","side":"left","directions":["social-services"]},{"id":"3","side":"left","directions":["benefits"]},{"id":"4","side":"right","directions":["benefits"]},{"id":"5","side":"right","directions":["employment"]},{"id":"6","side":"right","directions":["employment"]}],"groups":[{"id":"disability","name":{"az":"Əlilliyi olan şəxs","ru":"Человек с инвалидностью","en":"Person with a disability"},"head_start":1800000000000},{"id":"martyr-veteran","name":{"az":"Şəhid ailəsi, veteran","ru":"Семья шехида, ветеран","en":"Martyr''s family, veteran"},"head_start":1800000000000},{"id":"pregnant","name":{"az":"Hamilə qadın","ru":"Беременная женщина","en":"Pregnant woman"},"head_start":1800000000000},{"id":"senior","name":{"az":"65 yaş və yuxarı","ru":"65 лет и старше","en":"Aged 65 or over"},"head_start":900000000000}],"no_show_after":600000000000}}',X'3187329fcf371e353711355baf09d8746e1c3dcbc43e6bd480081208418e8a41');
INSERT INTO events VALUES(3,1794808802000,20261116,'agent:agent1','regime.hours-set','{"before":{"week":[null,[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],[{"from":"09:00","to":"18:00"}],null]},"after":{"always":true,"week":[null,null,null,null,null,null,null]}}',X'2a0de48e047142a96bfeb85e89d76010fa0757874fba5225599042e02e820fef');
INSERT INTO events VALUES(4,1794808802000,20261116,'agent:agent1','queue.issued','{"direction":"benefits","number":1,"label":"B001","language":"az","track":"track000000000000000000003","rank":"2026-11-16T06:00:02Z","ahead":0,"estimate":{"p50":213000000000,"p80":414000000000}}',X'22ae49f7f77819a53ed9378ce2b8c90a886c991bf1350d04d87818629a9505ca');
INSERT INTO events VALUES(5,1794808803000,20261116,'agent:agent1','queue.desk-opened','{"desk":"3","agent":"agent1","directions":["benefits"]}',X'3cc290d8e59b7363fcfb1f50aee3ee9a449c8dff5f4e9de84470ad65ff9f60b2');
INSERT INTO events VALUES(6,1794808804000,20261116,'agent:agent1','queue.called','{"ticket":4,"desk":"3","agent":"agent1"}',X'0ce47653e7af9ad89350d68f5e2bf4cf5111cf1b724222d57919382381ec0bca');
INSERT INTO events VALUES(7,1794808805000,20261116,'agent:agent1','queue.arrived','{"ticket":4}',X'e33e95f7c1f1e7b6f0a92ffa698366caa8f346e55c1838876fbe5c4eb27b639f');
INSERT INTO events VALUES(8,1794808806000,20261116,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":1,"ticket":4,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B001","language":"az","day":20261116,"due_on":20261130,"decision_by":20261127,"front_due":20261118,"back_due":20261130}',X'4c3df0a053f1b2379663c8b3dedd450aa7c700e92a2152f5ebdf617dc22a6bbb');
INSERT INTO events VALUES(9,1794808807000,20261116,'agent:agent1','queue.ended','{"ticket":4,"outcome":"registered"}',X'069f635ca9a0ae74b14f92fe1fa6f771fa7b5260c46324b64b1ae96841c00267');
INSERT INTO events VALUES(10,1794808808000,20261116,'agent:agent1','queue.issued','{"direction":"benefits","number":2,"label":"B002","language":"az","track":"track000000000000000000009","rank":"2026-11-16T06:00:08Z","ahead":0,"estimate":{"p50":0,"p80":218000000000}}',X'34db4e55c1982892c6ed813a0b8d25a684dcea38194450694aaef661be940e19');
INSERT INTO events VALUES(11,1794808809000,20261116,'agent:agent1','queue.called','{"ticket":10,"desk":"3","agent":"agent1"}',X'6541c80af400c92a6026b6746d962c3680051b8ac893bfba3b1d3d95306f523e');
INSERT INTO events VALUES(12,1794808810000,20261116,'agent:agent1','queue.arrived','{"ticket":10}',X'a59637d7b1ba4aac9223c2a422f1a20227b0eaeb101c29cda653b4ce3afe8b49');
INSERT INTO events VALUES(13,1794808811000,20261116,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":2,"ticket":10,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B002","language":"az","day":20261116,"due_on":20261130,"decision_by":20261127,"front_due":20261118,"back_due":20261130}',X'7f31030e14139ca9d1fc859147a096975152458a998f19e8bcf03c799a637ae3');
INSERT INTO events VALUES(14,1794808812000,20261116,'agent:agent1','queue.ended','{"ticket":10,"outcome":"registered"}',X'd95ad5cf846930b5432357a532b6ca9a0fe6a0eec434796664d27af02f297c6c');
INSERT INTO events VALUES(15,1794808813000,20261116,'agent:agent1','queue.issued','{"direction":"benefits","number":3,"label":"B003","language":"az","track":"track000000000000000000014","rank":"2026-11-16T06:00:13Z","ahead":0,"estimate":{"p50":0,"p80":227000000000}}',X'b4b29b3d7bb932a93130c15a54a4f0b9cd23e02b7837e20020277004dd32f1ed');
INSERT INTO events VALUES(16,1794808814000,20261116,'agent:agent1','queue.called','{"ticket":15,"desk":"3","agent":"agent1"}',X'ccc059eef2c201f76d25ea773e47ecb0d88e8aef3188c98bb6df99775740bd6f');
INSERT INTO events VALUES(17,1794808815000,20261116,'agent:agent1','queue.arrived','{"ticket":15}',X'ae2c4d37f2b7e623e92f9e2f41093216f62a691e5a41e03d00b4a43ff502ab6e');
INSERT INTO events VALUES(18,1794808816000,20261116,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":3,"ticket":15,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B003","language":"az","day":20261116,"due_on":20261130,"decision_by":20261127,"front_due":20261118,"back_due":20261130}',X'3285026c4690ecdc6a2c5054b506ae1bc9fe40db977d82a26832e2287e259e42');
INSERT INTO events VALUES(19,1794808817000,20261116,'agent:agent1','queue.ended','{"ticket":15,"outcome":"registered"}',X'57c01b1577b5d14bf23b3d7417ca50284e460126825c087119080c1deafe760a');
INSERT INTO events VALUES(20,1794808818000,20261116,'agent:agent1','reception.print-ordered','{"application":18,"copy":1}',X'85dd00d2286fa8ab475eef14edec0c651a2cca69f92ce33ac59fc6880e55fdc1');
INSERT INTO events VALUES(21,1794808818000,20261116,'agent:agent1','reception.print-ordered','{"application":18,"copy":2}',X'8f819b229e29b4130b86158cb47a080e5533ef8097374df1eab3eca696f95edf');
INSERT INTO events VALUES(22,1794808819000,20261116,'agent:agent1','reception.advanced','{"application":18,"from":"registered","stage":"sent-on","note":"qeyd"}',X'4e987341ffa548f30a00848b3f74f710d3381c5a8c6071d00eedec6d06be5b25');
INSERT INTO events VALUES(23,1794808820000,20261116,'agent:agent1','rating.given','{"ticket":4,"score":4,"direction":"benefits","agent":"agent1"}',X'b9e99f1398499726561be2bbcf39018ca352f6a6a403abd078bdf96af064d769');
INSERT INTO events VALUES(24,1794808821000,20261116,'agent:agent1','rating.given','{"ticket":10,"score":4,"direction":"benefits","agent":"agent1"}',X'dead4ea6492e3829f77a05d3da46e3e8762f6ed7b65c8043bc15bdd1c652ff3f');
INSERT INTO events VALUES(25,1794808822000,20261116,'agent:agent1','appointment.booked','{"code":"088211","direction":"benefits","language":"ru","channel":"appointment","at":"2026-11-18T06:00:00Z","minutes":15}',X'fe860660b15f49469b8a74fc586683b3766435943fac15d16b9e9db497cd3744');
INSERT INTO events VALUES(26,1794808823000,20261116,'agent:agent1','queue.issued','{"direction":"benefits","number":4,"label":"B004","language":"az","track":"track000000000000000000025","rank":"2026-11-16T06:00:23Z","ahead":0,"estimate":{"p50":0,"p80":232000000000}}',X'34859485e45c7fe268a2c3c8b2696dde81d013a170fab142e7fd0232518c0dd6');
INSERT INTO events VALUES(27,1794808824000,20261116,'agent:agent1','queue.issued','{"direction":"benefits","number":5,"label":"B005","language":"az","track":"track000000000000000000026","rank":"2026-11-16T06:00:24Z","ahead":1,"estimate":{"p50":328000000000,"p80":656000000000}}',X'4bcd7ae640ed51e670de71c14c6e73317216e8620cbd2eaa90ccf49307abe952');
INSERT INTO events VALUES(28,1794808825000,20261116,'agent:agent1','queue.called','{"ticket":26,"desk":"3","agent":"agent1"}',X'a9c5ddd36ade5df0d1744911e8a986dd8ac8c36c66e6f0cbfe3977495bbf5c68');
INSERT INTO events VALUES(29,1794808826000,20261116,'agent:agent1','queue.arrived','{"ticket":26}',X'05859c84eaa750d88fbd6669f2c82740d6abca3f7c0419651f665eb1c9254903');
INSERT INTO events VALUES(30,1794808827000,20261116,'agent:agent1','queue.transferred','{"ticket":26,"direction":"employment","by":"3"}',X'ecf12afe29ab4b82f1024e35500bb8c65799e619c91453c9108178f50e06b648');
INSERT INTO events VALUES(31,1794895201000,20261117,'agent:agent1','appointment.reminder-due','{"id":25}',X'0207500b4d4f63cb19e61be4e27ac961f487114ab321b10e564cefb0f31fcf14');
INSERT INTO events VALUES(32,1794895201000,20261117,'agent:agent1','queue.day-opened','{"day":20261117}',X'f41990a751d4888f08ecb1b370affd83b47f290c7fb26cfe4aff377d95a3ca33');
INSERT INTO events VALUES(33,1794895202000,20261117,'agent:agent1','queue.issued','{"direction":"benefits","number":1,"label":"B001","language":"az","track":"track000000000000000000032","rank":"2026-11-17T06:00:02Z","ahead":0,"estimate":{"p50":213000000000,"p80":414000000000}}',X'9ab64c5df3fbd7bc54ea29cbd9f11a44dc3d02b117130ce619c252ea0bb906e7');
INSERT INTO events VALUES(34,1794895203000,20261117,'agent:agent1','queue.desk-opened','{"desk":"3","agent":"agent1","directions":["benefits"]}',X'19d21227622fdabf1d58703cb15a9c6bbe29f680faaad0cb890b8784db817b7d');
INSERT INTO events VALUES(35,1794895204000,20261117,'agent:agent1','queue.called','{"ticket":33,"desk":"3","agent":"agent1"}',X'b3d7fdd860130657dbd7d0e3ec50b639f741ba54721be43c4d308ccb84af2842');
INSERT INTO events VALUES(36,1794895205000,20261117,'agent:agent1','queue.arrived','{"ticket":33}',X'ba871097f0cdef1bf675107c003ff0ed227928c260f8a3cd85d61e1b91b484e8');
INSERT INTO events VALUES(37,1794895206000,20261117,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":4,"ticket":33,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B001","language":"az","day":20261117,"due_on":20261201,"decision_by":20261130,"front_due":20261119,"back_due":20261201}',X'f0076dbd671d4e54a31b50f2ef72f5baba750f5557592fe989fde461144679a2');
INSERT INTO events VALUES(38,1794895207000,20261117,'agent:agent1','queue.ended','{"ticket":33,"outcome":"registered"}',X'c5b261c4ee59d124fc96aaa902f4dd2e64b26ec8e60645eac386140e783c3554');
INSERT INTO events VALUES(39,1794895208000,20261117,'agent:agent1','queue.issued','{"direction":"benefits","number":2,"label":"B002","language":"az","track":"track000000000000000000038","rank":"2026-11-17T06:00:08Z","ahead":0,"estimate":{"p50":0,"p80":218000000000}}',X'e978d0a0ff26f2d2387037b0a0b255631194bbb31b61aec5a9111ea574c9a622');
INSERT INTO events VALUES(40,1794895209000,20261117,'agent:agent1','queue.called','{"ticket":39,"desk":"3","agent":"agent1"}',X'7587fa160b9c05b3f6b9cddbcf0acaf1262716488f03c6f7b9e5c47656fcf85a');
INSERT INTO events VALUES(41,1794895210000,20261117,'agent:agent1','queue.arrived','{"ticket":39}',X'3f67eabdbac0f0fa671b571cbf7010f73294568edf95a852f8b67e262f638485');
INSERT INTO events VALUES(42,1794895211000,20261117,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":5,"ticket":39,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B002","language":"az","day":20261117,"due_on":20261201,"decision_by":20261130,"front_due":20261119,"back_due":20261201}',X'4a6cdc6d22e8a6da58531fb633732a20604df652766603c3ddbb21affab0320b');
INSERT INTO events VALUES(43,1794895212000,20261117,'agent:agent1','queue.ended','{"ticket":39,"outcome":"registered"}',X'13318bade242828237dc87df456678e9de4fd85a0ad2c1c56db7447a9e19120d');
INSERT INTO events VALUES(44,1794895213000,20261117,'agent:agent1','queue.issued','{"direction":"benefits","number":3,"label":"B003","language":"az","track":"track000000000000000000043","rank":"2026-11-17T06:00:13Z","ahead":0,"estimate":{"p50":0,"p80":227000000000}}',X'5e7c79431b0e9ee0209d30d9539aeda4d29c1d937c2119a2e97cc5562330671e');
INSERT INTO events VALUES(45,1794895214000,20261117,'agent:agent1','queue.called','{"ticket":44,"desk":"3","agent":"agent1"}',X'13013058d19a73cd6a6d8b52a447a69d64d8d59d466a985e8ad851b551068d24');
INSERT INTO events VALUES(46,1794895215000,20261117,'agent:agent1','queue.arrived','{"ticket":44}',X'290bbbc57122be868499eb442eed8a94591b265c7278d72076f0e0cc15271535');
INSERT INTO events VALUES(47,1794895216000,20261117,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":6,"ticket":44,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B003","language":"az","day":20261117,"due_on":20261201,"decision_by":20261130,"front_due":20261119,"back_due":20261201}',X'5a7070d168c57b7442c124a51beb7bea6e2800287c5c1f38387be63f09225c7c');
INSERT INTO events VALUES(48,1794895217000,20261117,'agent:agent1','queue.ended','{"ticket":44,"outcome":"registered"}',X'dd65f2f1e0d04d017bd518f841a6c50b0f8a7d095d6b4fcc0e86d71db8e47fdb');
INSERT INTO events VALUES(49,1794895218000,20261117,'agent:agent1','reception.print-ordered','{"application":47,"copy":1}',X'771d484f424eb244e662df3be2d9c33f6cab92c6c03f668cbbe7c48c2753b43f');
INSERT INTO events VALUES(50,1794895218000,20261117,'agent:agent1','reception.print-ordered','{"application":47,"copy":2}',X'138b3bb2797510659e0ab1a54e05699708f35abc89294ffb0d995fd285f939a7');
INSERT INTO events VALUES(51,1794895219000,20261117,'agent:agent1','reception.advanced','{"application":47,"from":"registered","stage":"sent-on","note":"qeyd"}',X'26a6875ff0d03b1c91e32820496bdd1d160314db8fca41bd4898afcfceaad232');
INSERT INTO events VALUES(52,1794895220000,20261117,'agent:agent1','rating.given','{"ticket":33,"score":4,"direction":"benefits","agent":"agent1"}',X'0a977c0a3f154e74f99b7e662ccbe1adb4a47ff151d7d0dba6d6697a7849eef6');
INSERT INTO events VALUES(53,1794895221000,20261117,'agent:agent1','rating.given','{"ticket":39,"score":4,"direction":"benefits","agent":"agent1"}',X'075bcc1aeea5b4194e0de7aec5913edec668e5aeff7c698bad11c994006dfb78');
INSERT INTO events VALUES(54,1794895222000,20261117,'agent:agent1','appointment.booked','{"code":"952212","direction":"benefits","language":"ru","channel":"appointment","at":"2026-11-19T06:00:00Z","minutes":15}',X'e0e2fcfcf3fda9381645449a14891a06e949522cd849158b99a70e2379151384');
INSERT INTO events VALUES(55,1794895223000,20261117,'agent:agent1','queue.issued','{"direction":"benefits","number":4,"label":"B004","language":"az","track":"track000000000000000000054","rank":"2026-11-17T06:00:23Z","ahead":0,"estimate":{"p50":0,"p80":232000000000}}',X'a2c0393babf6900603eaa26693aadb615f9a91b8f0aba0cd5abea0100032eec6');
INSERT INTO events VALUES(56,1794895224000,20261117,'agent:agent1','queue.issued','{"direction":"benefits","number":5,"label":"B005","language":"az","track":"track000000000000000000055","rank":"2026-11-17T06:00:24Z","ahead":1,"estimate":{"p50":328000000000,"p80":656000000000}}',X'12d8255a778e878757a82b0a182c5a7bb3ea846c7f38a734adf33d76c8abb119');
INSERT INTO events VALUES(57,1794895225000,20261117,'agent:agent1','queue.called','{"ticket":55,"desk":"3","agent":"agent1"}',X'9eaca22317e298166852832369bcf342d233158b8abe63a131a17068c6c83ae6');
INSERT INTO events VALUES(58,1794895226000,20261117,'agent:agent1','queue.arrived','{"ticket":55}',X'd4cc6d211dd731c84e8207c24aa5312de66d1f66d3f037824a1a51784f3060ca');
INSERT INTO events VALUES(59,1794895227000,20261117,'agent:agent1','queue.transferred','{"ticket":55,"direction":"employment","by":"3"}',X'e79e6df9b3e759575b56ad1cac94be1eac9471d5204d45096813ab122e996735');
INSERT INTO events VALUES(60,1794981601000,20261118,'agent:agent1','appointment.reminder-due','{"id":54}',X'49ffc64cc3b195020d2a8252d56dec02d5f23db6e63c906770253bbd6dda7695');
INSERT INTO events VALUES(61,1794981601000,20261118,'agent:agent1','queue.day-opened','{"day":20261118}',X'183693fb1d528311d870ba1cd5cd1d3ba47be060291a819b2baa3c86b297ceda');
INSERT INTO events VALUES(62,1794981602000,20261118,'agent:agent1','queue.issued','{"direction":"benefits","number":1,"label":"B001","language":"az","track":"track000000000000000000061","rank":"2026-11-18T06:00:02Z","ahead":0,"estimate":{"p50":213000000000,"p80":414000000000}}',X'30982863def97b83f1d54a3b89971f7f48486b96f9b0f119752011819d42517b');
INSERT INTO events VALUES(63,1794981603000,20261118,'agent:agent1','queue.desk-opened','{"desk":"3","agent":"agent1","directions":["benefits"]}',X'bbee44ef141a79fd6a2239819d522882098099baf70c7607e4fc3a1df90415f3');
INSERT INTO events VALUES(64,1794981604000,20261118,'agent:agent1','queue.called','{"ticket":62,"desk":"3","agent":"agent1"}',X'63375f94e82d4c80a1cfdaf9c924874d8ef066800fa3c09178f08bbec7535fac');
INSERT INTO events VALUES(65,1794981605000,20261118,'agent:agent1','queue.arrived','{"ticket":62}',X'5165cb0d49776560109e63fac4a9486488128051b81a8ae1359df6375a2b5ed7');
INSERT INTO events VALUES(66,1794981606000,20261118,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":7,"ticket":62,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B001","language":"az","day":20261118,"due_on":20261202,"decision_by":20261201,"front_due":20261120,"back_due":20261202}',X'7c56247d3742169a923545b83c63db62845055b6069482ba14e17c61b504ec66');
INSERT INTO events VALUES(67,1794981607000,20261118,'agent:agent1','queue.ended','{"ticket":62,"outcome":"registered"}',X'ae0db42031d52a4bd0683bdd74ea7bb22a1a4703aac3365638eb0098ed4767ab');
INSERT INTO events VALUES(68,1794981608000,20261118,'agent:agent1','queue.issued','{"direction":"benefits","number":2,"label":"B002","language":"az","track":"track000000000000000000067","rank":"2026-11-18T06:00:08Z","ahead":0,"estimate":{"p50":0,"p80":218000000000}}',X'8e2f1bcfaf07663cc29422715bcb3d25fe9f1ad1b3dda43d8298ba140076082b');
INSERT INTO events VALUES(69,1794981609000,20261118,'agent:agent1','queue.called','{"ticket":68,"desk":"3","agent":"agent1"}',X'61b9f95afce6201859ca54f9aebf18be9fdff1d03c0349c8ad9bae6dc49bb787');
INSERT INTO events VALUES(70,1794981610000,20261118,'agent:agent1','queue.arrived','{"ticket":68}',X'd32540911d67bf113e47f2f152f86a26b3df18d66b9237500c2b6b25f7407e32');
INSERT INTO events VALUES(71,1794981611000,20261118,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":8,"ticket":68,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B002","language":"az","day":20261118,"due_on":20261202,"decision_by":20261201,"front_due":20261120,"back_due":20261202}',X'bfb269ac7f1e88c374f7d0ce7f3c22eab64eedd6bea22343e5712737d6c66420');
INSERT INTO events VALUES(72,1794981612000,20261118,'agent:agent1','queue.ended','{"ticket":68,"outcome":"registered"}',X'10378e9cbe7b2621083e85488fe379641296569d42e47a81180ba09223a418ad');
INSERT INTO events VALUES(73,1794981613000,20261118,'agent:agent1','queue.issued','{"direction":"benefits","number":3,"label":"B003","language":"az","track":"track000000000000000000072","rank":"2026-11-18T06:00:13Z","ahead":0,"estimate":{"p50":0,"p80":227000000000}}',X'7c5b38b1db5985c7732dcd7b6d0abbb88a7c72d6520e96eafca9d3e66c8e8934');
INSERT INTO events VALUES(74,1794981614000,20261118,'agent:agent1','queue.called','{"ticket":73,"desk":"3","agent":"agent1"}',X'73abdb91e7211eebcfc766f03f313b77efd9a1badb8a5dc55e6a38cca8d097ba');
INSERT INTO events VALUES(75,1794981615000,20261118,'agent:agent1','queue.arrived','{"ticket":73}',X'c19a3cb152eab1f8cdcdb3ba7d19dea232764f5b10a708ce221b28ec8cb42c82');
INSERT INTO events VALUES(76,1794981616000,20261118,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":9,"ticket":73,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B003","language":"az","day":20261118,"due_on":20261202,"decision_by":20261201,"front_due":20261120,"back_due":20261202}',X'6fd568230ccb35b77e90f8ab5d229d5dc20f25a8008467faa21c122efe3037d6');
INSERT INTO events VALUES(77,1794981617000,20261118,'agent:agent1','queue.ended','{"ticket":73,"outcome":"registered"}',X'86a24858ec1a6f0a9c14359e600e2405999ddf1e41ea00da51f1312c00c26deb');
INSERT INTO events VALUES(78,1794981618000,20261118,'agent:agent1','reception.print-ordered','{"application":76,"copy":1}',X'548e860737bae3867736894ecfdb3f961bf9bf4fbaa0bfee0b7bc51e1af52be1');
INSERT INTO events VALUES(79,1794981618000,20261118,'agent:agent1','reception.print-ordered','{"application":76,"copy":2}',X'b2eab9a475017defaccd88752ef33f613ec0385fb95d0065ed6066963276245f');
INSERT INTO events VALUES(80,1794981619000,20261118,'agent:agent1','reception.advanced','{"application":76,"from":"registered","stage":"sent-on","note":"qeyd"}',X'4c1b399ff16b3c07b2dbf550dbbc0176cfaa41ea5f14b5b7d3dadaaa2977f38b');
INSERT INTO events VALUES(81,1794981620000,20261118,'agent:agent1','rating.given','{"ticket":62,"score":4,"direction":"benefits","agent":"agent1"}',X'6d83cb2c9d63567608b1b3f29d3702fe3ed4406dd223d84c8685dc00b4c60d50');
INSERT INTO events VALUES(82,1794981621000,20261118,'agent:agent1','rating.given','{"ticket":68,"score":4,"direction":"benefits","agent":"agent1"}',X'89eab8b7a34c18b76833bccce305ad616af3d40f85e0bcfaec51547f594b0883');
INSERT INTO events VALUES(83,1794981622000,20261118,'agent:agent1','appointment.booked','{"code":"816212","direction":"benefits","language":"ru","channel":"appointment","at":"2026-11-20T06:00:00Z","minutes":15}',X'fb14f6954b68341e0c6fe51ffdbe9cdd440e3bf5c2e9ee5940dcc9d58ca17a62');
INSERT INTO events VALUES(84,1794981623000,20261118,'agent:agent1','queue.issued','{"direction":"benefits","number":4,"label":"B004","language":"az","track":"track000000000000000000083","rank":"2026-11-18T06:00:23Z","ahead":0,"estimate":{"p50":0,"p80":232000000000}}',X'9592cc7ddff5be56f431f77b898e1481af997e64cad0c037dd39daf1797b2b92');
INSERT INTO events VALUES(85,1794981624000,20261118,'agent:agent1','queue.issued','{"direction":"benefits","number":5,"label":"B005","language":"az","track":"track000000000000000000084","rank":"2026-11-18T06:00:24Z","ahead":1,"estimate":{"p50":328000000000,"p80":656000000000}}',X'd8806f79f998f8075d50d194e4c4f6e8c928ada658b5535c64124922763d031a');
INSERT INTO events VALUES(86,1794981625000,20261118,'agent:agent1','queue.called','{"ticket":84,"desk":"3","agent":"agent1"}',X'58d0ac2de3c651a201e5c49dfe47afbefc7df9dccd741a97f27446bf7f88c9e3');
INSERT INTO events VALUES(87,1794981626000,20261118,'agent:agent1','queue.arrived','{"ticket":84}',X'758099c008d2b5ee2f1ae6e8a6ab10d1fbf126d82c62b947552bc8ab0d4d25ba');
INSERT INTO events VALUES(88,1794981627000,20261118,'agent:agent1','queue.transferred','{"ticket":84,"direction":"employment","by":"3"}',X'31a2633f974ac899e0a6df3e37bc228ed73d4caea3622da9c39a4740e5be0dce');
INSERT INTO events VALUES(89,1795068001000,20261119,'agent:agent1','appointment.missed','{"id":25}',X'7275be54185110522aaf01445f307e428240a897eafe1c1e7e678e0c0757a923');
INSERT INTO events VALUES(90,1795068001000,20261119,'agent:agent1','appointment.reminder-due','{"id":83}',X'b83149a22400668920e8bd8395cfc1c87ca9f3db31562d3b59f51a5c69516ff9');
INSERT INTO events VALUES(91,1795068001000,20261119,'agent:agent1','queue.day-opened','{"day":20261119}',X'31a0e745d0af63de1e8697923f89892f571524f29fa03a4b48e7a501a9edc6a1');
INSERT INTO events VALUES(92,1795068002000,20261119,'agent:agent1','queue.issued','{"direction":"benefits","number":1,"label":"B001","language":"az","track":"track000000000000000000091","rank":"2026-11-19T06:00:02Z","ahead":0,"estimate":{"p50":213000000000,"p80":414000000000}}',X'b328a2fa667fde9f050bc55d53ae52be3a5ce644c4d9c88c97f753ff01cfd2d3');
INSERT INTO events VALUES(93,1795068003000,20261119,'agent:agent1','queue.desk-opened','{"desk":"3","agent":"agent1","directions":["benefits"]}',X'46a4e29e18bae097563d4a459ad761b66ae2917a5c121d1b2c25e03d1f97ec71');
INSERT INTO events VALUES(94,1795068004000,20261119,'agent:agent1','queue.called','{"ticket":92,"desk":"3","agent":"agent1"}',X'd88be14ea2581d215d96d01a41dcad8c9c064607298c95d2277340709ab9389f');
INSERT INTO events VALUES(95,1795068005000,20261119,'agent:agent1','queue.arrived','{"ticket":92}',X'43a76805c118d3ed70b552594d37fcd7377c64c3ab1897a1b37b865d6268404c');
INSERT INTO events VALUES(96,1795068006000,20261119,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":10,"ticket":92,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B001","language":"az","day":20261119,"due_on":20261203,"decision_by":20261202,"front_due":20261123,"back_due":20261203}',X'81f6321207449b7b937386ebf5c522610821f638e9602bd0affb1844ca569819');
INSERT INTO events VALUES(97,1795068007000,20261119,'agent:agent1','queue.ended','{"ticket":92,"outcome":"registered"}',X'288fa16ee2b67681dfb9e6c027842c6669a13eabe97a262dc466fe5d531b2469');
INSERT INTO events VALUES(98,1795068008000,20261119,'agent:agent1','queue.issued','{"direction":"benefits","number":2,"label":"B002","language":"az","track":"track000000000000000000097","rank":"2026-11-19T06:00:08Z","ahead":0,"estimate":{"p50":0,"p80":218000000000}}',X'19d141e519d338922c8752a2e12d1019151855f828eabed36de3fdf1405ab6ee');
INSERT INTO events VALUES(99,1795068009000,20261119,'agent:agent1','queue.called','{"ticket":98,"desk":"3","agent":"agent1"}',X'dafa3531b743785c037315f3fcf8edb92c61a8ed36fa07f49dfefedfe8b0fe3f');
INSERT INTO events VALUES(100,1795068010000,20261119,'agent:agent1','queue.arrived','{"ticket":98}',X'f36c4a359f6abae8df7a97ec310e4f208878e212a924a7d069e0845b4a3fe94c');
INSERT INTO events VALUES(101,1795068011000,20261119,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":11,"ticket":98,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B002","language":"az","day":20261119,"due_on":20261203,"decision_by":20261202,"front_due":20261123,"back_due":20261203}',X'606a920160a6b02331c0bc17416b7689e24a7fc6274f548c4cf5385ccaa3fc57');
INSERT INTO events VALUES(102,1795068012000,20261119,'agent:agent1','queue.ended','{"ticket":98,"outcome":"registered"}',X'2d90496918c41755cc166aa8d85c919187d980145ed0521729d22f219c558f20');
INSERT INTO events VALUES(103,1795068013000,20261119,'agent:agent1','queue.issued','{"direction":"benefits","number":3,"label":"B003","language":"az","track":"track000000000000000000102","rank":"2026-11-19T06:00:13Z","ahead":0,"estimate":{"p50":0,"p80":227000000000}}',X'8c3bcb29296baa64215cf1933370398f8d8fdd3c42afc5b6cede94b70e487aa5');
INSERT INTO events VALUES(104,1795068014000,20261119,'agent:agent1','queue.called','{"ticket":103,"desk":"3","agent":"agent1"}',X'1156173afb5924704c42c8ff0b656baaec3ce062e2ec75041f56f9383936c4a6');
INSERT INTO events VALUES(105,1795068015000,20261119,'agent:agent1','queue.arrived','{"ticket":103}',X'4f129982283bb9a1309525072d38949c9167b021b5e3ef60733937c8c8c2e60d');
INSERT INTO events VALUES(106,1795068016000,20261119,'agent:agent1','reception.registered','{"centre":"DEMO","year":2026,"serial":12,"ticket":103,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","periods":{"total":{"number":10,"unit":"day"},"front":{"number":2,"unit":"day"},"back":{"number":8,"unit":"day"}},"desk":"3","label":"B003","language":"az","day":20261119,"due_on":20261203,"decision_by":20261202,"front_due":20261123,"back_due":20261203}',X'b171617fbd5f206be1b2d937ad3aa77d5316b9cd614f4fa6acfd42dfc389a725');
INSERT INTO events VALUES(107,1795068017000,20261119,'agent:agent1','queue.ended','{"ticket":103,"outcome":"registered"}',X'46a61c4859fa790e2e5a68825a880378e0d7005a68b402431a3689dac31fa18a');
INSERT INTO events VALUES(108,1795068018000,20261119,'agent:agent1','reception.print-ordered','{"application":106,"copy":1}',X'b73d84b9a96cf5efcf37f6bb69cd38acaa0cdb14e6b800bbfb5da8d9c3ebc9a3');
INSERT INTO events VALUES(109,1795068018000,20261119,'agent:agent1','reception.print-ordered','{"application":106,"copy":2}',X'e5e78b9b26a6cc724f536dc32caaa693ad751347f9fbef8995f2887db3c9c972');
INSERT INTO events VALUES(110,1795068019000,20261119,'agent:agent1','reception.advanced','{"application":106,"from":"registered","stage":"sent-on","note":"qeyd"}',X'e9ffb013a1a3172ba92a9d4c137fd4cb7211cf60bd2e194f01962b656d68d16c');
INSERT INTO events VALUES(111,1795068020000,20261119,'agent:agent1','rating.given','{"ticket":92,"score":4,"direction":"benefits","agent":"agent1"}',X'4a13b5a1b12563dcfa7ef94023947556e2023ceace67cce8a579fb42f583c333');
INSERT INTO events VALUES(112,1795068021000,20261119,'agent:agent1','rating.given','{"ticket":98,"score":4,"direction":"benefits","agent":"agent1"}',X'd8a495014ca7359a97f331c4082ace71dd55b3056f68c17628315e39984e55c7');
INSERT INTO events VALUES(113,1795068022000,20261119,'agent:agent1','appointment.booked','{"code":"680210","direction":"benefits","language":"ru","channel":"appointment","at":"2026-11-21T06:00:00Z","minutes":15}',X'e5635201f047fa891ea58e169213c8ab437c953763d5e3a092fe614d3c16221b');
INSERT INTO events VALUES(114,1795068023000,20261119,'agent:agent1','queue.issued','{"direction":"benefits","number":4,"label":"B004","language":"az","track":"track000000000000000000113","rank":"2026-11-19T06:00:23Z","ahead":0,"estimate":{"p50":0,"p80":232000000000}}',X'3c13a85682336c59718b0a66ba8e2260e60fc1cc908297232c58ccb37fff54f6');
INSERT INTO events VALUES(115,1795068024000,20261119,'agent:agent1','queue.issued','{"direction":"benefits","number":5,"label":"B005","language":"az","track":"track000000000000000000114","rank":"2026-11-19T06:00:24Z","ahead":1,"estimate":{"p50":328000000000,"p80":656000000000}}',X'6846102699de01731f283d3de0daa340866e871bff88ea9e6e142f81f1893a01');
INSERT INTO events VALUES(116,1795068025000,20261119,'agent:agent1','queue.called','{"ticket":114,"desk":"3","agent":"agent1"}',X'ac601ef6c998eaa51856a963625b27038c01ab39d6b998955d183df8df7da74d');
INSERT INTO events VALUES(117,1795068026000,20261119,'agent:agent1','queue.arrived','{"ticket":114}',X'c5b9c5a279638f8d6a2505e5d9f6471b8dd7106bc8547bf752ae0d0b51163206');
INSERT INTO events VALUES(118,1795068027000,20261119,'agent:agent1','queue.transferred','{"ticket":114,"direction":"employment","by":"3"}',X'7bc83aa03397e542bddd86b3b0ca4fd3d16cc8c4af852f5e510e8e2e30785c21');
CREATE TABLE days (
    day   INTEGER PRIMARY KEY,
    first INTEGER NOT NULL
) STRICT;
INSERT INTO days VALUES(20261116,1);
INSERT INTO days VALUES(20261117,31);
INSERT INTO days VALUES(20261118,60);
INSERT INTO days VALUES(20261119,89);
CREATE TABLE replies (
    id          INTEGER PRIMARY KEY,
    caller      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    body        BLOB                  -- NULL for an answer without a body
) STRICT;
INSERT INTO replies VALUES(57,'agent:agent1','key-57','k0000000000000000000000000000000000000000000000000000000000000039',20261118,200,X'7b226e223a35372c22736571223a36317d');
INSERT INTO replies VALUES(58,'agent:agent1','key-58','k000000000000000000000000000000000000000000000000000000000000003a',20261118,200,X'7b226e223a35382c22736571223a36377d');
INSERT INTO replies VALUES(59,'agent:agent1','key-59','k000000000000000000000000000000000000000000000000000000000000003b',20261118,200,X'7b226e223a35392c22736571223a36377d');
INSERT INTO replies VALUES(60,'agent:agent1','key-60','k000000000000000000000000000000000000000000000000000000000000003c',20261118,200,X'7b226e223a36302c22736571223a36377d');
INSERT INTO replies VALUES(61,'agent:agent1','key-61','k000000000000000000000000000000000000000000000000000000000000003d',20261118,200,X'7b226e223a36312c22736571223a36377d');
INSERT INTO replies VALUES(62,'agent:agent1','key-62','k000000000000000000000000000000000000000000000000000000000000003e',20261118,200,X'7b226e223a36322c22736571223a36377d');
INSERT INTO replies VALUES(63,'agent:agent1','key-63','k000000000000000000000000000000000000000000000000000000000000003f',20261118,204,NULL);
INSERT INTO replies VALUES(64,'agent:agent1','key-64','k0000000000000000000000000000000000000000000000000000000000000040',20261118,200,X'7b226e223a36342c22736571223a37327d');
INSERT INTO replies VALUES(65,'agent:agent1','key-65','k0000000000000000000000000000000000000000000000000000000000000041',20261118,200,X'7b226e223a36352c22736571223a37327d');
INSERT INTO replies VALUES(66,'agent:agent1','key-66','k0000000000000000000000000000000000000000000000000000000000000042',20261118,200,X'7b226e223a36362c22736571223a37327d');
INSERT INTO replies VALUES(67,'agent:agent1','key-67','k0000000000000000000000000000000000000000000000000000000000000043',20261118,200,X'7b226e223a36372c22736571223a37327d');
INSERT INTO replies VALUES(68,'agent:agent1','key-68','k0000000000000000000000000000000000000000000000000000000000000044',20261118,200,X'7b226e223a36382c22736571223a37327d');
INSERT INTO replies VALUES(69,'agent:agent1','key-69','k0000000000000000000000000000000000000000000000000000000000000045',20261118,200,X'7b226e223a36392c22736571223a37377d');
INSERT INTO replies VALUES(70,'agent:agent1','key-70','k0000000000000000000000000000000000000000000000000000000000000046',20261118,204,NULL);
INSERT INTO replies VALUES(71,'agent:agent1','key-71','k0000000000000000000000000000000000000000000000000000000000000047',20261118,200,X'7b226e223a37312c22736571223a37377d');
INSERT INTO replies VALUES(72,'agent:agent1','key-72','k0000000000000000000000000000000000000000000000000000000000000048',20261118,200,X'7b226e223a37322c22736571223a37377d');
INSERT INTO replies VALUES(73,'agent:agent1','key-73','k0000000000000000000000000000000000000000000000000000000000000049',20261118,200,X'7b226e223a37332c22736571223a37377d');
INSERT INTO replies VALUES(74,'agent:agent1','key-74','k000000000000000000000000000000000000000000000000000000000000004a',20261118,200,X'7b226e223a37342c22736571223a37397d');
INSERT INTO replies VALUES(75,'agent:agent1','key-75','k000000000000000000000000000000000000000000000000000000000000004b',20261118,200,X'7b226e223a37352c22736571223a38307d');
INSERT INTO replies VALUES(76,'agent:agent1','key-76','k000000000000000000000000000000000000000000000000000000000000004c',20261118,200,X'7b226e223a37362c22736571223a38317d');
INSERT INTO replies VALUES(77,'agent:agent1','key-77','k000000000000000000000000000000000000000000000000000000000000004d',20261118,204,NULL);
INSERT INTO replies VALUES(78,'agent:agent1','key-78','k000000000000000000000000000000000000000000000000000000000000004e',20261118,200,X'7b226e223a37382c22736571223a38337d');
INSERT INTO replies VALUES(79,'agent:agent1','key-79','k000000000000000000000000000000000000000000000000000000000000004f',20261118,200,X'7b226e223a37392c22736571223a38357d');
INSERT INTO replies VALUES(80,'agent:agent1','key-80','k0000000000000000000000000000000000000000000000000000000000000050',20261118,200,X'7b226e223a38302c22736571223a38357d');
INSERT INTO replies VALUES(81,'agent:agent1','key-81','k0000000000000000000000000000000000000000000000000000000000000051',20261118,200,X'7b226e223a38312c22736571223a38367d');
INSERT INTO replies VALUES(82,'agent:agent1','key-82','k0000000000000000000000000000000000000000000000000000000000000052',20261118,200,X'7b226e223a38322c22736571223a38387d');
INSERT INTO replies VALUES(83,'agent:agent1','key-83','k0000000000000000000000000000000000000000000000000000000000000053',20261118,200,X'7b226e223a38332c22736571223a38387d');
INSERT INTO replies VALUES(84,'agent:agent1','key-84','k0000000000000000000000000000000000000000000000000000000000000054',20261119,204,NULL);
INSERT INTO replies VALUES(85,'agent:agent1','key-85','k0000000000000000000000000000000000000000000000000000000000000055',20261119,200,X'7b226e223a38352c22736571223a39377d');
INSERT INTO replies VALUES(86,'agent:agent1','key-86','k0000000000000000000000000000000000000000000000000000000000000056',20261119,200,X'7b226e223a38362c22736571223a39377d');
INSERT INTO replies VALUES(87,'agent:agent1','key-87','k0000000000000000000000000000000000000000000000000000000000000057',20261119,200,X'7b226e223a38372c22736571223a39377d');
INSERT INTO replies VALUES(88,'agent:agent1','key-88','k0000000000000000000000000000000000000000000000000000000000000058',20261119,200,X'7b226e223a38382c22736571223a39377d');
INSERT INTO replies VALUES(89,'agent:agent1','key-89','k0000000000000000000000000000000000000000000000000000000000000059',20261119,200,X'7b226e223a38392c22736571223a39377d');
INSERT INTO replies VALUES(90,'agent:agent1','key-90','k000000000000000000000000000000000000000000000000000000000000005a',20261119,200,X'7b226e223a39302c22736571223a39377d');
INSERT INTO replies VALUES(91,'agent:agent1','key-91','k000000000000000000000000000000000000000000000000000000000000005b',20261119,204,NULL);
INSERT INTO replies VALUES(92,'agent:agent1','key-92','k000000000000000000000000000000000000000000000000000000000000005c',20261119,200,X'7b226e223a39322c22736571223a3130327d');
INSERT INTO replies VALUES(93,'agent:agent1','key-93','k000000000000000000000000000000000000000000000000000000000000005d',20261119,200,X'7b226e223a39332c22736571223a3130327d');
INSERT INTO replies VALUES(94,'agent:agent1','key-94','k000000000000000000000000000000000000000000000000000000000000005e',20261119,200,X'7b226e223a39342c22736571223a3130327d');
INSERT INTO replies VALUES(95,'agent:agent1','key-95','k000000000000000000000000000000000000000000000000000000000000005f',20261119,200,X'7b226e223a39352c22736571223a3130327d');
INSERT INTO replies VALUES(96,'agent:agent1','key-96','k0000000000000000000000000000000000000000000000000000000000000060',20261119,200,X'7b226e223a39362c22736571223a3130377d');
INSERT INTO replies VALUES(97,'agent:agent1','key-97','k0000000000000000000000000000000000000000000000000000000000000061',20261119,200,X'7b226e223a39372c22736571223a3130377d');
INSERT INTO replies VALUES(98,'agent:agent1','key-98','k0000000000000000000000000000000000000000000000000000000000000062',20261119,204,NULL);
INSERT INTO replies VALUES(99,'agent:agent1','key-99','k0000000000000000000000000000000000000000000000000000000000000063',20261119,200,X'7b226e223a39392c22736571223a3130377d');
INSERT INTO replies VALUES(100,'agent:agent1','key-100','k0000000000000000000000000000000000000000000000000000000000000064',20261119,200,X'7b226e223a3130302c22736571223a3130377d');
INSERT INTO replies VALUES(101,'agent:agent1','key-101','k0000000000000000000000000000000000000000000000000000000000000065',20261119,200,X'7b226e223a3130312c22736571223a3130397d');
INSERT INTO replies VALUES(102,'agent:agent1','key-102','k0000000000000000000000000000000000000000000000000000000000000066',20261119,200,X'7b226e223a3130322c22736571223a3131307d');
INSERT INTO replies VALUES(103,'agent:agent1','key-103','k0000000000000000000000000000000000000000000000000000000000000067',20261119,200,X'7b226e223a3130332c22736571223a3131317d');
INSERT INTO replies VALUES(104,'agent:agent1','key-104','k0000000000000000000000000000000000000000000000000000000000000068',20261119,200,X'7b226e223a3130342c22736571223a3131327d');
INSERT INTO replies VALUES(105,'agent:agent1','key-105','k0000000000000000000000000000000000000000000000000000000000000069',20261119,204,NULL);
INSERT INTO replies VALUES(106,'agent:agent1','key-106','k000000000000000000000000000000000000000000000000000000000000006a',20261119,200,X'7b226e223a3130362c22736571223a3131357d');
INSERT INTO replies VALUES(107,'agent:agent1','key-107','k000000000000000000000000000000000000000000000000000000000000006b',20261119,200,X'7b226e223a3130372c22736571223a3131357d');
INSERT INTO replies VALUES(108,'agent:agent1','key-108','k000000000000000000000000000000000000000000000000000000000000006c',20261119,200,X'7b226e223a3130382c22736571223a3131367d');
INSERT INTO replies VALUES(109,'agent:agent1','key-109','k000000000000000000000000000000000000000000000000000000000000006d',20261119,200,X'7b226e223a3130392c22736571223a3131387d');
INSERT INTO replies VALUES(110,'agent:agent1','key-110','k000000000000000000000000000000000000000000000000000000000000006e',20261119,200,X'7b226e223a3131302c22736571223a3131387d');
CREATE TABLE tickets (
    id           INTEGER PRIMARY KEY, -- sequence number of the event that issued it
    day          INTEGER NOT NULL,
    series       TEXT    NOT NULL,    -- the direction whose counter gave the number
    number       INTEGER NOT NULL,
    label        TEXT    NOT NULL,
    direction    TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    grp          TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    rule         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    arrival      INTEGER NOT NULL,    -- this and the times below: milliseconds UTC
    first_called INTEGER,
    called       INTEGER,
    served       INTEGER,
    ended        INTEGER,
    held_ms      INTEGER NOT NULL DEFAULT 0,
    recalls      INTEGER NOT NULL DEFAULT 0,
    outcome      TEXT    NOT NULL DEFAULT '',
    desk         TEXT    NOT NULL DEFAULT '',
    agent        TEXT    NOT NULL DEFAULT '',
    UNIQUE (day, series, number)
) STRICT;
INSERT INTO tickets VALUES(4,20261116,'benefits',1,'B001','benefits','','','az','','finished',1794808802000,1794808804000,1794808804000,1794808805000,1794808807000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(10,20261116,'benefits',2,'B002','benefits','','','az','','finished',1794808808000,1794808809000,1794808809000,1794808810000,1794808812000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(15,20261116,'benefits',3,'B003','benefits','','','az','','finished',1794808813000,1794808814000,1794808814000,1794808815000,1794808817000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(26,20261116,'benefits',4,'B004','employment','','','az','','finished',1794808823000,1794808825000,NULL,NULL,1794895201000,0,0,'not-served','','agent1');
INSERT INTO tickets VALUES(27,20261116,'benefits',5,'B005','benefits','','','az','','finished',1794808824000,NULL,NULL,NULL,1794895201000,0,0,'not-served','','');
INSERT INTO tickets VALUES(33,20261117,'benefits',1,'B001','benefits','','','az','','finished',1794895202000,1794895204000,1794895204000,1794895205000,1794895207000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(39,20261117,'benefits',2,'B002','benefits','','','az','','finished',1794895208000,1794895209000,1794895209000,1794895210000,1794895212000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(44,20261117,'benefits',3,'B003','benefits','','','az','','finished',1794895213000,1794895214000,1794895214000,1794895215000,1794895217000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(55,20261117,'benefits',4,'B004','employment','','','az','','finished',1794895223000,1794895225000,NULL,NULL,1794981601000,0,0,'not-served','','agent1');
INSERT INTO tickets VALUES(56,20261117,'benefits',5,'B005','benefits','','','az','','finished',1794895224000,NULL,NULL,NULL,1794981601000,0,0,'not-served','','');
INSERT INTO tickets VALUES(62,20261118,'benefits',1,'B001','benefits','','','az','','finished',1794981602000,1794981604000,1794981604000,1794981605000,1794981607000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(68,20261118,'benefits',2,'B002','benefits','','','az','','finished',1794981608000,1794981609000,1794981609000,1794981610000,1794981612000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(73,20261118,'benefits',3,'B003','benefits','','','az','','finished',1794981613000,1794981614000,1794981614000,1794981615000,1794981617000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(84,20261118,'benefits',4,'B004','employment','','','az','','finished',1794981623000,1794981625000,NULL,NULL,1795068001000,0,0,'not-served','','agent1');
INSERT INTO tickets VALUES(85,20261118,'benefits',5,'B005','benefits','','','az','','finished',1794981624000,NULL,NULL,NULL,1795068001000,0,0,'not-served','','');
INSERT INTO tickets VALUES(92,20261119,'benefits',1,'B001','benefits','','','az','','finished',1795068002000,1795068004000,1795068004000,1795068005000,1795068007000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(98,20261119,'benefits',2,'B002','benefits','','','az','','finished',1795068008000,1795068009000,1795068009000,1795068010000,1795068012000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(103,20261119,'benefits',3,'B003','benefits','','','az','','finished',1795068013000,1795068014000,1795068014000,1795068015000,1795068017000,0,0,'registered','3','agent1');
INSERT INTO tickets VALUES(114,20261119,'benefits',4,'B004','employment','','','az','','waiting',1795068023000,1795068025000,NULL,NULL,NULL,0,0,'','','agent1');
INSERT INTO tickets VALUES(115,20261119,'benefits',5,'B005','benefits','','','az','','waiting',1795068024000,NULL,NULL,NULL,NULL,0,0,'','','');
CREATE TABLE applications (
    id            INTEGER PRIMARY KEY, -- sequence number of the event that registered it
    number        TEXT    NOT NULL UNIQUE,
    day           INTEGER NOT NULL,
    registered    INTEGER NOT NULL,    -- milliseconds UTC
    ticket        INTEGER NOT NULL,
    service       TEXT    NOT NULL,
    outcome       TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    due_on        INTEGER NOT NULL,    -- business days, yyyymmdd
    decision_by   INTEGER NOT NULL,
    body          TEXT    NOT NULL     -- JSON of the whole
, stage TEXT NOT NULL DEFAULT '', awaits TEXT NOT NULL DEFAULT '', awaits_by INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO applications VALUES(8,'DEMO-2026-000001',20261116,1794808806000,4,'05-02-01-03','registered','agent1',20261130,20261127,'{"id":8,"number":"DEMO-2026-000001","centre":"DEMO","year":2026,"serial":1,"ticket":4,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B001","language":"az","registered_at":"2026-11-16T06:00:06Z","day":20261116,"due_on":20261130,"decision_by":20261127,"front_due":20261118,"back_due":20261130}','registered','send-on',20261118);
INSERT INTO applications VALUES(13,'DEMO-2026-000002',20261116,1794808811000,10,'05-02-01-03','registered','agent1',20261130,20261127,'{"id":13,"number":"DEMO-2026-000002","centre":"DEMO","year":2026,"serial":2,"ticket":10,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B002","language":"az","registered_at":"2026-11-16T06:00:11Z","day":20261116,"due_on":20261130,"decision_by":20261127,"front_due":20261118,"back_due":20261130}','registered','send-on',20261118);
INSERT INTO applications VALUES(18,'DEMO-2026-000003',20261116,1794808816000,15,'05-02-01-03','registered','agent1',20261130,20261127,'{"id":18,"number":"DEMO-2026-000003","centre":"DEMO","year":2026,"serial":3,"ticket":15,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B003","language":"az","registered_at":"2026-11-16T06:00:16Z","day":20261116,"due_on":20261130,"decision_by":20261127,"front_due":20261118,"back_due":20261130}','sent-on','decision',20261127);
INSERT INTO applications VALUES(37,'DEMO-2026-000004',20261117,1794895206000,33,'05-02-01-03','registered','agent1',20261201,20261130,'{"id":37,"number":"DEMO-2026-000004","centre":"DEMO","year":2026,"serial":4,"ticket":33,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B001","language":"az","registered_at":"2026-11-17T06:00:06Z","day":20261117,"due_on":20261201,"decision_by":20261130,"front_due":20261119,"back_due":20261201}','registered','send-on',20261119);
INSERT INTO applications VALUES(42,'DEMO-2026-000005',20261117,1794895211000,39,'05-02-01-03','registered','agent1',20261201,20261130,'{"id":42,"number":"DEMO-2026-000005","centre":"DEMO","year":2026,"serial":5,"ticket":39,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B002","language":"az","registered_at":"2026-11-17T06:00:11Z","day":20261117,"due_on":20261201,"decision_by":20261130,"front_due":20261119,"back_due":20261201}','registered','send-on',20261119);
INSERT INTO applications VALUES(47,'DEMO-2026-000006',20261117,1794895216000,44,'05-02-01-03','registered','agent1',20261201,20261130,'{"id":47,"number":"DEMO-2026-000006","centre":"DEMO","year":2026,"serial":6,"ticket":44,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B003","language":"az","registered_at":"2026-11-17T06:00:16Z","day":20261117,"due_on":20261201,"decision_by":20261130,"front_due":20261119,"back_due":20261201}','sent-on','decision',20261130);
INSERT INTO applications VALUES(66,'DEMO-2026-000007',20261118,1794981606000,62,'05-02-01-03','registered','agent1',20261202,20261201,'{"id":66,"number":"DEMO-2026-000007","centre":"DEMO","year":2026,"serial":7,"ticket":62,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B001","language":"az","registered_at":"2026-11-18T06:00:06Z","day":20261118,"due_on":20261202,"decision_by":20261201,"front_due":20261120,"back_due":20261202}','registered','send-on',20261120);
INSERT INTO applications VALUES(71,'DEMO-2026-000008',20261118,1794981611000,68,'05-02-01-03','registered','agent1',20261202,20261201,'{"id":71,"number":"DEMO-2026-000008","centre":"DEMO","year":2026,"serial":8,"ticket":68,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B002","language":"az","registered_at":"2026-11-18T06:00:11Z","day":20261118,"due_on":20261202,"decision_by":20261201,"front_due":20261120,"back_due":20261202}','registered','send-on',20261120);
INSERT INTO applications VALUES(76,'DEMO-2026-000009',20261118,1794981616000,73,'05-02-01-03','registered','agent1',20261202,20261201,'{"id":76,"number":"DEMO-2026-000009","centre":"DEMO","year":2026,"serial":9,"ticket":73,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B003","language":"az","registered_at":"2026-11-18T06:00:16Z","day":20261118,"due_on":20261202,"decision_by":20261201,"front_due":20261120,"back_due":20261202}','sent-on','decision',20261201);
INSERT INTO applications VALUES(96,'DEMO-2026-000010',20261119,1795068006000,92,'05-02-01-03','registered','agent1',20261203,20261202,'{"id":96,"number":"DEMO-2026-000010","centre":"DEMO","year":2026,"serial":10,"ticket":92,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B001","language":"az","registered_at":"2026-11-19T06:00:06Z","day":20261119,"due_on":20261203,"decision_by":20261202,"front_due":20261123,"back_due":20261203}','registered','send-on',20261123);
INSERT INTO applications VALUES(101,'DEMO-2026-000011',20261119,1795068011000,98,'05-02-01-03','registered','agent1',20261203,20261202,'{"id":101,"number":"DEMO-2026-000011","centre":"DEMO","year":2026,"serial":11,"ticket":98,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B002","language":"az","registered_at":"2026-11-19T06:00:11Z","day":20261119,"due_on":20261203,"decision_by":20261202,"front_due":20261123,"back_due":20261203}','registered','send-on',20261123);
INSERT INTO applications VALUES(106,'DEMO-2026-000012',20261119,1795068016000,103,'05-02-01-03','registered','agent1',20261203,20261202,'{"id":106,"number":"DEMO-2026-000012","centre":"DEMO","year":2026,"serial":12,"ticket":103,"service":"05-02-01-03","service_version":0,"agent":"agent1","outcome":"registered","desk":"3","label":"B003","language":"az","registered_at":"2026-11-19T06:00:16Z","day":20261119,"due_on":20261203,"decision_by":20261202,"front_due":20261123,"back_due":20261203}','sent-on','decision',20261202);
CREATE TABLE prints (
    job         INTEGER PRIMARY KEY,   -- sequence number of the event that ordered it
    application INTEGER NOT NULL REFERENCES applications (id),
    copy        INTEGER NOT NULL,
    repeat      INTEGER NOT NULL,
    at          INTEGER NOT NULL       -- milliseconds UTC
) STRICT;
INSERT INTO prints VALUES(20,18,1,0,1794808818000);
INSERT INTO prints VALUES(21,18,2,0,1794808818000);
INSERT INTO prints VALUES(49,47,1,0,1794895218000);
INSERT INTO prints VALUES(50,47,2,0,1794895218000);
INSERT INTO prints VALUES(78,76,1,0,1794981618000);
INSERT INTO prints VALUES(79,76,2,0,1794981618000);
INSERT INTO prints VALUES(108,106,1,0,1795068018000);
INSERT INTO prints VALUES(109,106,2,0,1795068018000);
CREATE TABLE snapshots (
    seq    INTEGER PRIMARY KEY,
    format INTEGER NOT NULL,
    state  BLOB    NOT NULL,
    digest BLOB    NOT NULL           -- SHA-256 of state
) STRICT;
INSERT INTO snapshots VALUES(118,1,X'7b227175657565223a7b22736571223a3131382c226e6f77223a22323032362d31312d31395430363a30303a32375a222c22646179223a32303236313131392c22636f6e666967223a7b22646972656374696f6e73223a5b7b226964223a22736f6369616c2d7365727669636573222c22707265666978223a2241222c226e616d65223a7b22617a223a22536f7369616c207869646dc999746cc99972222c227275223a22d0a1d0bed186d0b8d0b0d0bbd18cd0bdd18bd0b520d183d181d0bbd183d0b3d0b8222c22656e223a22536f6369616c207365727669636573227d7d2c7b226964223a2262656e6566697473222c22707265666978223a2242222c226e616d65223a7b22617a223a22536f7369616c206dc3bc6176696ec999746cc99972222c227275223a22d0a1d0bed186d0b8d0b0d0bbd18cd0bdd18bd0b520d0bfd0bed181d0bed0b1d0b8d18f222c22656e223a2242656e6566697473227d7d2c7b226964223a22656d706c6f796d656e74222c22707265666978223a2244222c226e616d65223a7b22617a223a224dc999c59fc49f756c6c7571222c227275223a22d097d0b0d0bdd18fd182d0bed181d182d18c222c22656e223a22456d706c6f796d656e74227d7d5d2c226465736b73223a5b7b226964223a2231222c2273696465223a226c656674222c22646972656374696f6e73223a5b22736f6369616c2d7365727669636573225d7d2c7b226964223a2232222c2273696465223a226c656674222c22646972656374696f6e73223a5b22736f6369616c2d7365727669636573225d7d2c7b226964223a2233222c2273696465223a226c656674222c22646972656374696f6e73223a5b2262656e6566697473225d7d2c7b226964223a2234222c2273696465223a227269676874222c22646972656374696f6e73223a5b2262656e6566697473225d7d2c7b226964223a2235222c2273696465223a227269676874222c22646972656374696f6e73223a5b22656d706c6f796d656e74225d7d2c7b226964223a2236222c2273696465223a227269676874222c22646972656374696f6e73223a5b22656d706c6f796d656e74225d7d5d2c2267726f757073223a5b7b226964223a226469736162696c697479222c226e616d65223a7b22617a223a22c68f6c696c6c697969206f6c616e20c59fc9997873222c227275223a22d0a7d0b5d0bbd0bed0b2d0b5d0ba20d18120d0b8d0bdd0b2d0b0d0bbd0b8d0b4d0bdd0bed181d182d18cd18e222c22656e223a22506572736f6e20776974682061206469736162696c697479227d2c22686561645f7374617274223a313830303030303030303030307d2c7b226964223a226d61727479722d7665746572616e222c226e616d65223a7b22617a223a22c59ec9996869642061696cc99973692c207665746572616e222c227275223a22d0a1d0b5d0bcd18cd18f20d188d0b5d185d0b8d0b4d0b02c20d0b2d0b5d182d0b5d180d0b0d0bd222c22656e223a224d617274797227732066616d696c792c207665746572616e227d2c22686561645f7374617274223a313830303030303030303030307d2c7b226964223a22707265676e616e74222c226e616d65223a7b22617a223a2248616d696cc99920716164c4b16e222c227275223a22d091d0b5d180d0b5d0bcd0b5d0bdd0bdd0b0d18f20d0b6d0b5d0bdd189d0b8d0bdd0b0222c22656e223a22507265676e616e7420776f6d616e227d2c22686561645f7374617274223a313830303030303030303030307d2c7b226964223a2273656e696f72222c226e616d65223a7b22617a223a223635207961c59f2076c999207975786172c4b1222c227275223a22363520d0bbd0b5d18220d0b820d181d182d0b0d180d188d0b5222c22656e223a2241676564203635206f72206f766572227d2c22686561645f7374617274223a3930303030303030303030307d5d2c226e6f5f73686f775f6166746572223a3630303030303030303030307d2c22646972656374696f6e73223a5b7b22697373756564223a307d2c7b22697373756564223a352c227475726e73223a5b7b22736571223a39347d2c7b22736571223a39397d2c7b22736571223a3130347d2c7b22736571223a3131367d5d2c2273616d706c6573223a5b7b227469636b6574223a39322c226d73223a333030307d2c7b227469636b6574223a39382c226d73223a333030307d2c7b227469636b6574223a3130332c226d73223a333030307d5d7d2c7b22697373756564223a307d5d2c226465736b73223a5b7b226465736b223a7b226964223a2231222c226167656e74223a22222c226c65617365223a302c22646972656374696f6e73223a6e756c6c2c2273696e6365223a22323032362d31312d31395430363a30303a30315a222c22736572766564223a307d7d2c7b226465736b223a7b226964223a2232222c226167656e74223a22222c226c65617365223a302c22646972656374696f6e73223a6e756c6c2c2273696e6365223a22323032362d31312d31395430363a30303a30315a222c22736572766564223a307d7d2c7b226465736b223a7b226964223a2233222c226167656e74223a226167656e7431222c226c65617365223a39332c22646972656374696f6e73223a5b2262656e6566697473225d2c2273696e6365223a22323032362d31312d31395430363a30303a32375a222c22736572766564223a337d2c226c617374223a7b22736571223a3131382c226174223a22323032362d31312d31395430363a30303a32375a222c226b696e64223a2271756575652e7472616e73666572726564222c226265666f7265223a7b226964223a3131342c22646179223a32303236313131392c22646972656374696f6e223a2262656e6566697473222c22736572696573223a2262656e6566697473222c226e756d626572223a342c226c6162656c223a2242303034222c226c616e6775616765223a22617a222c22747261636b223a22747261636b303030303030303030303030303030303030313133222c22737461747573223a2273657276696e67222c226465736b223a2233222c226167656e74223a226167656e7431222c22726576223a3131372c226172726976616c223a22323032362d31312d31395430363a30303a32335a222c2272616e6b223a22323032362d31312d31395430363a30303a32335a222c2263616c6c65645f6174223a22323032362d31312d31395430363a30303a32355a222c227365727665645f6174223a22323032362d31312d31395430363a30303a32365a222c22616e6e6f756e6365645f6174223a22323032362d31312d31395430363a30303a32355a222c2266697273745f63616c6c65645f6174223a22323032362d31312d31395430363a30303a32355a227d7d7d2c7b226465736b223a7b226964223a2234222c226167656e74223a22222c226c65617365223a302c22646972656374696f6e73223a6e756c6c2c2273696e6365223a22323032362d31312d31395430363a30303a30315a222c22736572766564223a307d7d2c7b226465736b223a7b226964223a2235222c226167656e74223a22222c226c65617365223a302c22646972656374696f6e73223a6e756c6c2c2273696e6365223a22323032362d31312d31395430363a30303a30315a222c22736572766564223a307d7d2c7b226465736b223a7b226964223a2236222c226167656e74223a22222c226c65617365223a302c22646972656374696f6e73223a6e756c6c2c2273696e6365223a22323032362d31312d31395430363a30303a30315a222c22736572766564223a307d7d5d2c227469636b657473223a5b7b226964223a39322c22646179223a32303236313131392c22646972656374696f6e223a2262656e6566697473222c22736572696573223a2262656e6566697473222c226e756d626572223a312c226c6162656c223a2242303031222c226c616e6775616765223a22617a222c22747261636b223a22747261636b303030303030303030303030303030303030303931222c22737461747573223a2266696e6973686564222c226465736b223a2233222c226167656e74223a226167656e7431222c226f7574636f6d65223a2272656769737465726564222c22726576223a39372c226172726976616c223a22323032362d31312d31395430363a30303a30325a222c2272616e6b223a22323032362d31312d31395430363a30303a30325a222c2263616c6c65645f6174223a22323032362d31312d31395430363a30303a30345a222c227365727665645f6174223a22323032362d31312d31395430363a30303a30355a222c22656e6465645f6174223a22323032362d31312d31395430363a30303a30375a222c22616e6e6f756e6365645f6174223a22323032362d31312d31395430363a30303a30345a222c2266697273745f63616c6c65645f6174223a22323032362d31312d31395430363a30303a30345a227d2c7b226964223a39382c22646179223a32303236313131392c22646972656374696f6e223a2262656e6566697473222c22736572696573223a2262656e6566697473222c226e756d626572223a322c226c6162656c223a2242303032222c226c616e6775616765223a22617a222c22747261636b223a22747261636b303030303030303030303030303030303030303937222c22737461747573223a2266696e6973686564222c226465736b223a2233222c226167656e74223a226167656e7431222c226f7574636f6d65223a2272656769737465726564222c22726576223a3130322c226172726976616c223a22323032362d31312d31395430363a30303a30385a222c2272616e6b223a22323032362d31312d31395430363a30303a30385a222c2263616c6c65645f6174223a22323032362d31312d31395430363a30303a30395a222c227365727665645f6174223a22323032362d31312d31395430363a30303a31305a222c22656e6465645f6174223a22323032362d31312d31395430363a30303a31325a222c22616e6e6f756e6365645f6174223a22323032362d31312d31395430363a30303a30395a222c2266697273745f63616c6c65645f6174223a22323032362d31312d31395430363a30303a30395a227d2c7b226964223a3130332c22646179223a32303236313131392c22646972656374696f6e223a2262656e6566697473222c22736572696573223a2262656e6566697473222c226e756d626572223a332c226c6162656c223a2242303033222c226c616e6775616765223a22617a222c22747261636b223a22747261636b303030303030303030303030303030303030313032222c22737461747573223a2266696e6973686564222c226465736b223a2233222c226167656e74223a226167656e7431222c226f7574636f6d65223a2272656769737465726564222c22726576223a3130372c226172726976616c223a22323032362d31312d31395430363a30303a31335a222c2272616e6b223a22323032362d31312d31395430363a30303a31335a222c2263616c6c65645f6174223a22323032362d31312d31395430363a30303a31345a222c227365727665645f6174223a22323032362d31312d31395430363a30303a31355a222c22656e6465645f6174223a22323032362d31312d31395430363a30303a31375a222c22616e6e6f756e6365645f6174223a22323032362d31312d31395430363a30303a31345a222c2266697273745f63616c6c65645f6174223a22323032362d31312d31395430363a30303a31345a227d2c7b226964223a3131342c22646179223a32303236313131392c22646972656374696f6e223a22656d706c6f796d656e74222c22736572696573223a2262656e6566697473222c226e756d626572223a342c226c6162656c223a2242303034222c226c616e6775616765223a22617a222c22747261636b223a22747261636b303030303030303030303030303030303030313133222c22737461747573223a2277616974696e67222c226167656e74223a226167656e7431222c22726576223a3131382c226172726976616c223a22323032362d31312d31395430363a30303a32335a222c2272616e6b223a22323032362d31312d31395430363a30303a32335a222c2266697273745f63616c6c65645f6174223a22323032362d31312d31395430363a30303a32355a227d2c7b226964223a3131352c22646179223a32303236313131392c22646972656374696f6e223a2262656e6566697473222c22736572696573223a2262656e6566697473222c226e756d626572223a352c226c6162656c223a2242303035222c226c616e6775616765223a22617a222c22747261636b223a22747261636b303030303030303030303030303030303030313134222c22737461747573223a2277616974696e67222c22726576223a3131352c226172726976616c223a22323032362d31312d31395430363a30303a32345a222c2272616e6b223a22323032362d31312d31395430363a30303a32345a227d5d2c2263616c6c73223a5b7b22736571223a39342c227469636b6574223a39322c226c6162656c223a2242303031222c226465736b223a2233222c226c616e6775616765223a22617a222c226174223a22323032362d31312d31395430363a30303a30345a222c22726563616c6c223a66616c73657d2c7b22736571223a39392c227469636b6574223a39382c226c6162656c223a2242303032222c226465736b223a2233222c226c616e6775616765223a22617a222c226174223a22323032362d31312d31395430363a30303a30395a222c22726563616c6c223a66616c73657d2c7b22736571223a3130342c227469636b6574223a3130332c226c6162656c223a2242303033222c226465736b223a2233222c226c616e6775616765223a22617a222c226174223a22323032362d31312d31395430363a30303a31345a222c22726563616c6c223a66616c73657d2c7b22736571223a3131362c227469636b6574223a3131342c226c6162656c223a2242303034222c226465736b223a2233222c226c616e6775616765223a22617a222c226174223a22323032362d31312d31395430363a30303a32355a222c22726563616c6c223a66616c73657d5d7d2c22726567696d65223a7b22686f757273223a7b22616c77617973223a747275652c227765656b223a5b6e756c6c2c6e756c6c2c6e756c6c2c6e756c6c2c6e756c6c2c6e756c6c2c6e756c6c5d7d2c226f7665727269646573223a6e756c6c2c22726567696d6573223a6e756c6c7d2c22726563657074696f6e223a7b22736571223a3131382c2279656172223a323032362c2273657269616c223a31322c226170706c69636174696f6e73223a5b7b226964223a39362c226e756d626572223a2244454d4f2d323032362d303030303130222c2263656e747265223a2244454d4f222c2279656172223a323032362c2273657269616c223a31302c227469636b6574223a39322c2273657276696365223a2230352d30322d30312d3033222c22736572766963655f76657273696f6e223a302c226167656e74223a226167656e7431222c226f7574636f6d65223a2272656769737465726564222c226465736b223a2233222c226c6162656c223a2242303031222c226c616e6775616765223a22617a222c22726567697374657265645f6174223a22323032362d31312d31395430363a30303a30365a222c22646179223a32303236313131392c226475655f6f6e223a32303236313230332c226465636973696f6e5f6279223a32303236313230322c2266726f6e745f647565223a32303236313132332c226261636b5f647565223a32303236313230337d2c7b226964223a3130312c226e756d626572223a2244454d4f2d323032362d303030303131222c2263656e747265223a2244454d4f222c2279656172223a323032362c2273657269616c223a31312c227469636b6574223a39382c2273657276696365223a2230352d30322d30312d3033222c22736572766963655f76657273696f6e223a302c226167656e74223a226167656e7431222c226f7574636f6d65223a2272656769737465726564222c226465736b223a2233222c226c6162656c223a2242303032222c226c616e6775616765223a22617a222c22726567697374657265645f6174223a22323032362d31312d31395430363a30303a31315a222c22646179223a32303236313131392c226475655f6f6e223a32303236313230332c226465636973696f6e5f6279223a32303236313230322c2266726f6e745f647565223a32303236313132332c226261636b5f647565223a32303236313230337d2c7b226964223a3130362c226e756d626572223a2244454d4f2d323032362d303030303132222c2263656e747265223a2244454d4f222c2279656172223a323032362c2273657269616c223a31322c227469636b6574223a3130332c2273657276696365223a2230352d30322d30312d3033222c22736572766963655f76657273696f6e223a302c226167656e74223a226167656e7431222c226f7574636f6d65223a2272656769737465726564222c226465736b223a2233222c226c6162656c223a2242303033222c226c616e6775616765223a22617a222c22726567697374657265645f6174223a22323032362d31312d31395430363a30303a31365a222c22646179223a32303236313131392c226475655f6f6e223a32303236313230332c226465636973696f6e5f6279223a32303236313230322c2266726f6e745f647565223a32303236313132332c226261636b5f647565223a32303236313230332c227072696e7473223a5b7b226a6f62223a3130382c22636f7079223a312c226174223a22323032362d31312d31395430363a30303a31385a227d2c7b226a6f62223a3130392c22636f7079223a322c226174223a22323032362d31312d31395430363a30303a31385a227d5d2c227374657073223a5b7b227374616765223a2273656e742d6f6e222c226174223a22323032362d31312d31395430363a30303a31395a222c226279223a226167656e743a6167656e7431222c226e6f7465223a2271657964227d5d7d5d7d2c2270617373706f727473223a7b22726576223a307d2c226170706f696e746d656e74223a5b7b226964223a35342c22636f6465223a22393532323132222c22646972656374696f6e223a2262656e6566697473222c226c616e6775616765223a227275222c226368616e6e656c223a226170706f696e746d656e74222c226174223a22323032362d31312d31395430363a30303a30305a222c226d696e75746573223a31352c22737461747573223a22626f6f6b6564222c22626f6f6b65645f6174223a22323032362d31312d31375430363a30303a32325a222c2272656d696e646572223a22647565222c226e657773223a7b226b696e64223a2272656d696e646572222c2273696e6365223a22323032362d31312d31385430363a30303a30315a227d7d2c7b226964223a38332c22636f6465223a22383136323132222c22646972656374696f6e223a2262656e6566697473222c226c616e6775616765223a227275222c226368616e6e656c223a226170706f696e746d656e74222c226174223a22323032362d31312d32305430363a30303a30305a222c226d696e75746573223a31352c22737461747573223a22626f6f6b6564222c22626f6f6b65645f6174223a22323032362d31312d31385430363a30303a32325a222c2272656d696e646572223a22647565222c226e657773223a7b226b696e64223a2272656d696e646572222c2273696e6365223a22323032362d31312d31395430363a30303a30315a227d7d2c7b226964223a3131332c22636f6465223a22363830323130222c22646972656374696f6e223a2262656e6566697473222c226c616e6775616765223a227275222c226368616e6e656c223a226170706f696e746d656e74222c226174223a22323032362d31312d32315430363a30303a30305a222c226d696e75746573223a31352c22737461747573223a22626f6f6b6564222c22626f6f6b65645f6174223a22323032362d31312d31395430363a30303a32325a227d5d2c226f63637570616e6379223a7b22636f756e746564223a66616c73652c22696e73696465223a302c22697373756564223a307d2c22666c6f77223a7b2262656e6566697473223a7b22686f7572223a22323032362d31312d31395430363a30303a30305a222c22696e5f686f7572223a352c22646179223a32303236313131392c22696e5f646179223a357d7d2c22766f6c756e74656572223a7b7d2c22726174696e67223a7b223932223a342c223938223a347d7d',X'862075e3e3289ba96d3327bf4f36ff918593188b24efce748213140b2ea2ec67');
CREATE TABLE people (
    application INTEGER PRIMARY KEY REFERENCES applications (id),
    sealed      BLOB,                 -- AES-256-GCM of name, FIN and phone; NULL once erased
    fin         BLOB,                 -- keyed HMAC, for looking up
    phone       BLOB,
    day         INTEGER NOT NULL,     -- when it was registered
    erased_at   INTEGER
, worded INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO people VALUES(8,X'2540f16ba8f3b74b9e3ef6a71112c939b869f096ab3e209c42e50294b52e6114e45c3cf1f58b8ecb0baeb9b2d38e8e6e77a081c9ef23515515357a57fc5e1aa452309c08e756945111509fbc6009cc0077090ceabc9120a76d2fefdb2b467cfbf2fe',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261116,NULL,1);
INSERT INTO people VALUES(13,X'f08751b7276130eddd1fe2599f65ed66ba0d26b33b845ea26ac622349caaadebb4eb15a33299caf2f6187b8e279772497cfcbd84beb7b69d4c77fe082c69fd3b7c650fd03aba19ab8b5e4e884598f94fe668e7cf8f55e2383bf1b17f0cf10b5cce50',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261116,NULL,1);
INSERT INTO people VALUES(18,X'56a41a3ed215cbb0e681b9075ee2844ac02b818bdb04d456e045b5e215819f0fe0a93056a869974ff9c4c4affe1f8f3c1bc426f93ff0d6b77501267f9392505e8b6f466d55e2b7f680dd9c62b52c7079e0f1ac9aafe2b741719fecda1ddbc472c03e',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261116,NULL,1);
INSERT INTO people VALUES(37,X'fa33d95f9ed969f153845a443de31811c855240a07f13172c3f6902971354cd1cce1406d60870db6d26aacd1279814386ad39a9f70b7072bc06132e4377704cd348e5a03078cb4707f0729977b4d5219b8a4528fd51d059882d4b682a710444e0a26',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261117,NULL,1);
INSERT INTO people VALUES(42,X'0ae47f5fb6beedfdc0e4e280e2037711416894c986d693f63edc56e40031299d40d9964487d31faa0b8276bde7ff331ad326644bfd35769768478328aac2322967635f12d3419cdc996bb6a926b2f0e35b7bc544f51f716cd371b5bd57b79cd5bcb1',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261117,NULL,1);
INSERT INTO people VALUES(47,X'b0a10209521c07cf38a1c99982039d8664eb2fce53f76c1544e560b0b82c64d103a15b9605d60cd78fea485972a9bda03f84daef45fdb445ef2488d42674e6db3b169650d68e71864f73a6f2c9d9a7562b5a18d8680c543de372d8a35700533a1885',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261117,NULL,1);
INSERT INTO people VALUES(66,X'556a0ed2a9b66244711c667d1d91b9fcd0147c6a1d19aedb1434f477201f45dc4f43145d012b29b00352db7c23296e5a88056003c22027c3d209190f067b39bb361ac1a8a7aec039a0b2cc136e3662095881a795c6f251bd760cb830bb4af036dd86',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261118,NULL,1);
INSERT INTO people VALUES(71,X'561aa4e8f2f9ed2409e166d762e277f7aee39913c5630cb2ac1fd8e08416d97bff1b749bae6446a9f9fd003dd44797ab05c881256e93dbda3463a049b7104b7d5d841b2896e6d66f5aa9a6aee362f50c335ca4d2019c241ed9343331d1cbd8918011',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261118,NULL,1);
INSERT INTO people VALUES(76,X'1395dac19bbeb877c4277f1246375f83c734d65d73bca57695a687a9b98ac72af41435193cf90bd879093988a6053d2e09a8d8334993ca601fc0b3fe3553ef594bf0b0631fe0fe52f2ebb45fb0fea1f66df20249472356a86f117ffd6f9b910f2c05',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261118,NULL,1);
INSERT INTO people VALUES(96,X'b6ed0710f995ff52287f5ae4937ad03bb7708a7d943102e959692a4d62e21321b6436740925d1e153c153a8ab343ab278eea8da99a61f9967f8b9509612282385670eef429ddac28ce3c5278a3c5522a49f3b28a3f90b4b0d8e1964d15b2adee5660',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261119,NULL,1);
INSERT INTO people VALUES(101,X'4525249dfc971877a34ce574b366727224537ab2ad9b22c9e9964ef68dc2d9db0b0f71cb3e1c3c152060934f4af046281fb75fc65715ba5617eaff8a256287d55bdeb692c5a69235362f67ddf2f098f8239d1d876ebc4ba4ce2c0db2be6559475ebe',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261119,NULL,1);
INSERT INTO people VALUES(106,X'2c043cc0e80566f00304be52ff9b11251627cf22be13e193984d5f387f29369b379b6cd21c71cc1d9a1348095d8517844892e94c7bd9789ac123d942e56bf7cf239c3bb727eae287176b9abc8e6d0e544d3586cc406f3607511c1f4d069f261fef36',X'7c49e5f54597d2cfaaaa55c9d064790a7d2020048b5b0fc66ad3474104930ef7',X'80389bb3467468900ce31e828e7c17a931edddaf1ed8247755e019910b3bfe8b',20261119,NULL,1);
CREATE TABLE about (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    backup_of INTEGER,                -- the last record in it; NULL in a journal at work
    backup_at INTEGER,                -- milliseconds UTC
    probe     INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO about VALUES(1,NULL,NULL,1);
CREATE TABLE account_changes (
  id      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,                    -- 'manager:manager', 'house'
  what    TEXT NOT NULL,                    -- 'staff-added', 'device-revoked', …
  subject TEXT NOT NULL                     -- the login or the device's id
, before TEXT, after TEXT, chain BLOB) STRICT;
INSERT INTO account_changes VALUES(1,1794808800000,'manager:m','connection-set','visitor-messages',NULL,'{"secret":"new","state":"connected","url":"https://visitor-messages.example"}',X'2a1d964cb37f41f3fdeefa9783fab8bf96896b2c36f2dd914fc9eef1609557da');
INSERT INTO account_changes VALUES(2,1794808800000,'manager:m','connection-set','esdas',NULL,'{"secret":"new","state":"connected","url":"https://esdas.example"}',X'73adfab5d6fe8032508ce4dfc64be962ca5ccf0156f38a1cab3239df8811477d');
INSERT INTO account_changes VALUES(3,1794808800000,'manager:m','connection-set','mas',NULL,'{"secret":"new","state":"connected","url":"https://mas.example"}',X'48e08dbefad32c7574dd82815919efdf2f5695fbb9a33131ab04ae7b5237edac');
CREATE TABLE steps (
    seq         INTEGER PRIMARY KEY,  -- of the event
    application INTEGER NOT NULL REFERENCES applications (id),
    stage       TEXT    NOT NULL,
    at          INTEGER NOT NULL,     -- milliseconds UTC
    actor       TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    back_due    INTEGER NOT NULL
) STRICT;
INSERT INTO steps VALUES(22,18,'sent-on',1794808819000,'agent:agent1','qeyd',0);
INSERT INTO steps VALUES(51,47,'sent-on',1794895219000,'agent:agent1','qeyd',0);
INSERT INTO steps VALUES(80,76,'sent-on',1794981619000,'agent:agent1','qeyd',0);
INSERT INTO steps VALUES(110,106,'sent-on',1795068019000,'agent:agent1','qeyd',0);
CREATE TABLE name_words (
    digest      BLOB    NOT NULL,     -- 12 bytes of HMAC-SHA-256
    application INTEGER NOT NULL,
    PRIMARY KEY (digest, application)
) STRICT, WITHOUT ROWID;
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',8);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',8);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',8);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',8);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',8);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',8);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',13);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',13);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',13);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',13);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',13);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',13);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',18);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',18);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',18);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',18);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',18);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',18);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',37);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',37);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',37);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',37);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',37);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',37);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',42);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',42);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',42);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',42);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',42);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',42);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',47);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',47);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',47);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',47);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',47);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',47);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',66);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',66);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',66);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',66);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',66);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',66);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',71);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',71);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',71);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',71);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',71);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',71);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',76);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',76);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',76);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',76);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',76);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',76);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',96);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',96);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',96);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',96);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',96);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',96);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',101);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',101);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',101);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',101);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',101);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',101);
INSERT INTO name_words VALUES(X'096a896a3819dfe53924a8ec',106);
INSERT INTO name_words VALUES(X'25f849c92903dc391624279c',106);
INSERT INTO name_words VALUES(X'2d2588d56c28eb96d70b2dcc',106);
INSERT INTO name_words VALUES(X'de903a938d647a9810a341ff',106);
INSERT INTO name_words VALUES(X'e066eeea9428e512f5ac75a7',106);
INSERT INTO name_words VALUES(X'e176bbe94c8da1933aaa1873',106);
CREATE TABLE connections (
    system     TEXT PRIMARY KEY,
    url        TEXT    NOT NULL,
    secret     BLOB    NOT NULL,      -- AES-256-GCM, bound to the system
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    changed_at INTEGER NOT NULL       -- milliseconds UTC
) STRICT, WITHOUT ROWID;
INSERT INTO connections VALUES('esdas','https://esdas.example',X'599725f5772097a8ecb5c990ecc2b7927e11d6ac5dbfa9b74b3b2fb880f02229a39fb5222060ee5289715d62d0898ae2',1,1794808800000);
INSERT INTO connections VALUES('mas','https://mas.example',X'0eb425d1da7c864cc10eed7e1d36095aa6687713a93bf890a20fd0a8ac780e4e39673a545fd3acbfe976b5299867b825',1,1794808800000);
INSERT INTO connections VALUES('visitor-messages','https://visitor-messages.example',X'6b27832ab9513e5d6a900f18f6220e42437ff741128780cd9504e3cbd8cbd7e9bbd9bb45518f0489eaeef44e63a65b92',1,1794808800000);
CREATE TABLE contacts (
    booking INTEGER PRIMARY KEY,       -- sequence number of the event that booked it
    sealed  BLOB    NOT NULL,          -- AES-256-GCM of the phone
    phone   BLOB    NOT NULL,          -- keyed HMAC, for looking up
    day     INTEGER NOT NULL           -- business day of the visit
) STRICT;
INSERT INTO contacts VALUES(25,X'b0cf4050f991b8739739a124e13e921fd9be3e82a1730fe9a9f3582b25e0b92f97f24d40e27a2a3c6add95d148b386dd3dca845aca',X'641f0db77e8503d49d8dc19b7d32634118d1fe576f26ea1dea88b05fc01a5a6b',20261118);
INSERT INTO contacts VALUES(54,X'f0a12b7b41881c558aa6aedcc6167a5628a47d8fb2db27669222052cd457ac19d7bfc12e81160268b270ba82cd0a85a698bd03a6f7',X'641f0db77e8503d49d8dc19b7d32634118d1fe576f26ea1dea88b05fc01a5a6b',20261119);
INSERT INTO contacts VALUES(83,X'79e15f8f74fe8282a983d2ec7ce1d1c967b658fdbea9d4391dc18bafd247069e0b867a3ea4e0700e39ba28d4b7dd2b66be8d92182c',X'641f0db77e8503d49d8dc19b7d32634118d1fe576f26ea1dea88b05fc01a5a6b',20261120);
INSERT INTO contacts VALUES(113,X'5b4875ffe3c6ae8e5a548caf39b8893a3a53e7a1c4d77083aa31ba3f55bf14c4e0f670b6e789825e492d0e41a04bf91e327c7e8410',X'641f0db77e8503d49d8dc19b7d32634118d1fe576f26ea1dea88b05fc01a5a6b',20261121);
CREATE TABLE IF NOT EXISTS "accounts" (
  login      TEXT PRIMARY KEY,              -- folded: a-z 0-9 . _ -
  name       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('agent', 'manager', 'operator', 'volunteer')),
  hash       TEXT NOT NULL,                 -- argon2id; '' = cannot sign in
  active     INTEGER NOT NULL CHECK (active IN (0, 1)),
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "sessions" (
  hash       BLOB PRIMARY KEY,              -- SHA-256 of the cookie's token
  login      TEXT NOT NULL REFERENCES "accounts" (login),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ratings (
    day       INTEGER NOT NULL,
    direction TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    score     INTEGER NOT NULL,       -- 1, the worst, to 5
    visits    INTEGER NOT NULL,
    PRIMARY KEY (day, direction, agent, score)
) STRICT, WITHOUT ROWID;
INSERT INTO ratings VALUES(20261116,'benefits','agent1',4,2);
INSERT INTO ratings VALUES(20261117,'benefits','agent1',4,2);
INSERT INTO ratings VALUES(20261118,'benefits','agent1',4,2);
INSERT INTO ratings VALUES(20261119,'benefits','agent1',4,2);
CREATE TABLE helped (
    day       INTEGER NOT NULL,
    volunteer TEXT    NOT NULL,       -- login
    calls     INTEGER NOT NULL,
    waited    INTEGER NOT NULL,       -- seconds from the calls until they were taken, all together
    helped    INTEGER NOT NULL,       -- seconds from there until they were done, all together
    PRIMARY KEY (day, volunteer)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "outbox" (
    id          INTEGER PRIMARY KEY,
    message     TEXT    NOT NULL UNIQUE, -- random: what is put back from a backup never gives one twice
    system      TEXT    NOT NULL,
    position    INTEGER NOT NULL,        -- 1, 2, 3 … per system
    seq         INTEGER NOT NULL,        -- of the record that caused it
    application INTEGER REFERENCES applications (id),
    booking     INTEGER,                 -- sequence number of the event that booked it
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL,        -- milliseconds UTC
    state       TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused', 'dropped', 'withdrawn')),
    trouble     TEXT    NOT NULL DEFAULT '',
    ended       INTEGER,                 -- when it was sent, or came to another end
    UNIQUE (system, position),
    CHECK ((application IS NULL) <> (booking IS NULL))
) STRICT;
INSERT INTO outbox VALUES(1,'4JJ5ZGYSKVZKC5W5GHO2X7U4XX','esdas',1,8,8,NULL,'application.registered',1794808806000,'sent','',1794808827000);
INSERT INTO outbox VALUES(2,'JD64SKGQQLMRINVNEAEX2X76YB','mas',1,8,8,NULL,'application.registered',1794808806000,'waiting','',NULL);
INSERT INTO outbox VALUES(3,'G4L34TVZTXSF7TNACRSJOXXMUA','esdas',2,13,13,NULL,'application.registered',1794808811000,'refused','http-422',1794808827000);
INSERT INTO outbox VALUES(4,'BH6FKTTC42CWJQLXXSAQ676BXC','mas',2,13,13,NULL,'application.registered',1794808811000,'waiting','',NULL);
INSERT INTO outbox VALUES(5,'G3TXTG7M5MYQZDZRLFE34G2SX4','esdas',3,18,18,NULL,'application.registered',1794808816000,'sent','',1794895227000);
INSERT INTO outbox VALUES(6,'JHHY6WG7LUKZFV3FLE7IESUF6Q','mas',3,18,18,NULL,'application.registered',1794808816000,'waiting','',NULL);
INSERT INTO outbox VALUES(7,'OMJOM6JI2LRAKL5HG4XBDV3ZNJ','esdas',4,22,18,NULL,'application.advanced',1794808819000,'refused','http-422',1794895227000);
INSERT INTO outbox VALUES(8,'B6GG4A2LGYJEWMH66WELIZ5NSR','mas',4,22,18,NULL,'application.advanced',1794808819000,'waiting','',NULL);
INSERT INTO outbox VALUES(9,'GTQYZPK53RZO2ROSN7W22JXQVH','visitor-messages',1,25,NULL,25,'visitor.told',1794808822000,'waiting','',NULL);
INSERT INTO outbox VALUES(10,'Q5YKQ5VZ6I3PY6J3PK2BXOXI6I','esdas',5,37,37,NULL,'application.registered',1794895206000,'sent','',1794981627000);
INSERT INTO outbox VALUES(11,'LT6VOVZO3BW7SCTAXVQJ3E2P5O','mas',5,37,37,NULL,'application.registered',1794895206000,'waiting','',NULL);
INSERT INTO outbox VALUES(12,'R6ZWNZNTSPQZE6UR626EINSQKM','esdas',6,42,42,NULL,'application.registered',1794895211000,'refused','http-422',1794981627000);
INSERT INTO outbox VALUES(13,'5OSVDXOS22MHT4XJ24ZCIP5QYQ','mas',6,42,42,NULL,'application.registered',1794895211000,'waiting','',NULL);
INSERT INTO outbox VALUES(14,'UJJEYAOMU4MQHN43DVKWTTLXZV','esdas',7,47,47,NULL,'application.registered',1794895216000,'sent','',1795068027000);
INSERT INTO outbox VALUES(15,'24RNVK6ZTHJ6EM42BBLFH2VQYL','mas',7,47,47,NULL,'application.registered',1794895216000,'waiting','',NULL);
INSERT INTO outbox VALUES(16,'ADT2J7TZGVKRSYOFBYIAWPU4HG','esdas',8,51,47,NULL,'application.advanced',1794895219000,'refused','http-422',1795068027000);
INSERT INTO outbox VALUES(17,'5LW5ZETCW2IBEZVYGHUY45ADN3','mas',8,51,47,NULL,'application.advanced',1794895219000,'waiting','',NULL);
INSERT INTO outbox VALUES(18,'TS6E64MXE5VR3ACT6UCGJCZP2N','visitor-messages',2,54,NULL,54,'visitor.told',1794895222000,'waiting','',NULL);
INSERT INTO outbox VALUES(19,'G53S77FEO5S7KLJAA6P7HG4S3N','esdas',9,66,66,NULL,'application.registered',1794981606000,'waiting','',NULL);
INSERT INTO outbox VALUES(20,'2FNGV6YYUKQHRNCTHZFXAR5CRG','mas',9,66,66,NULL,'application.registered',1794981606000,'waiting','',NULL);
INSERT INTO outbox VALUES(21,'Z2D24GVNYZASXC65B7Y5ET3TLG','esdas',10,71,71,NULL,'application.registered',1794981611000,'waiting','',NULL);
INSERT INTO outbox VALUES(22,'26UJ4QRKBHA2PGSQF2SDZLIQVJ','mas',10,71,71,NULL,'application.registered',1794981611000,'waiting','',NULL);
INSERT INTO outbox VALUES(23,'CB33TUX77Z6OJKZFW2FRBUEUXH','esdas',11,76,76,NULL,'application.registered',1794981616000,'waiting','',NULL);
INSERT INTO outbox VALUES(24,'YXQTSEYBYKUJHU5VHU6ONMDQYA','mas',11,76,76,NULL,'application.registered',1794981616000,'waiting','',NULL);
INSERT INTO outbox VALUES(25,'FSEV54ZXDRLZI2SJTSO5J3GZEE','esdas',12,80,76,NULL,'application.advanced',1794981619000,'waiting','',NULL);
INSERT INTO outbox VALUES(26,'KU5LFVVI7FOORYZFQFBI36BR7J','mas',12,80,76,NULL,'application.advanced',1794981619000,'waiting','',NULL);
INSERT INTO outbox VALUES(27,'ILV3Z5ZVV5R77Y2UHG4OLBACLQ','visitor-messages',3,83,NULL,83,'visitor.told',1794981622000,'waiting','',NULL);
INSERT INTO outbox VALUES(28,'BNYX32DD3KQ77XDY57BQ43OEKX','esdas',13,96,96,NULL,'application.registered',1795068006000,'waiting','',NULL);
INSERT INTO outbox VALUES(29,'XFCUJASXITLOGJIV24PTGLISSK','mas',13,96,96,NULL,'application.registered',1795068006000,'waiting','',NULL);
INSERT INTO outbox VALUES(30,'4FNOFWWSDI7OSD6NF3MNTUIJVA','esdas',14,101,101,NULL,'application.registered',1795068011000,'waiting','',NULL);
INSERT INTO outbox VALUES(31,'5XUPV4U4SIPWEOIGOHLO6I32KK','mas',14,101,101,NULL,'application.registered',1795068011000,'waiting','',NULL);
INSERT INTO outbox VALUES(32,'NP3UHNXHUWQAPEDR3HB2KLH3RS','esdas',15,106,106,NULL,'application.registered',1795068016000,'waiting','',NULL);
INSERT INTO outbox VALUES(33,'HT32ZDCLTDJJCLZBX77KZBOVR4','mas',15,106,106,NULL,'application.registered',1795068016000,'waiting','',NULL);
INSERT INTO outbox VALUES(34,'EL4A3SEIBB3QQSZT2TZQBJNBDH','esdas',16,110,106,NULL,'application.advanced',1795068019000,'waiting','',NULL);
INSERT INTO outbox VALUES(35,'P37O6A6S35AE2JGI5QXKUADAMB','mas',16,110,106,NULL,'application.advanced',1795068019000,'waiting','',NULL);
INSERT INTO outbox VALUES(36,'5WSGQHV7NPLBWSJMKDWPTWB5N6','visitor-messages',4,113,NULL,113,'visitor.told',1795068022000,'waiting','',NULL);
CREATE TABLE IF NOT EXISTS "devices" (
  id         TEXT PRIMARY KEY,              -- 'K1', 'D2', 'E1', 'B1': never given twice
  kind       TEXT NOT NULL CHECK (kind IN ('kiosk', 'display', 'door', 'booking')),
  name       TEXT NOT NULL,
  hash       BLOB NOT NULL UNIQUE,          -- SHA-256 of the token
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,                       -- NULL = in use
  seen_at    INTEGER                        -- NULL = never
) STRICT, WITHOUT ROWID;
CREATE TABLE factors (
  login    TEXT PRIMARY KEY REFERENCES accounts (login),
  secret   BLOB NOT NULL,                   -- AES-256-GCM, bound to the login
  step     INTEGER NOT NULL,                -- the 30 seconds of the last code taken: none is taken twice
  since    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_codes (
  login TEXT NOT NULL REFERENCES factors (login) ON DELETE CASCADE,
  hash  BLOB NOT NULL,                      -- keyed digest of login and code
  PRIMARY KEY (login, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE staff_rules (
  name  TEXT PRIMARY KEY,                   -- 'factor-needed'
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('goose_db_version',13);
CREATE INDEX applications_due ON applications (due_on);
CREATE INDEX prints_application ON prints (application);
CREATE INDEX people_fin ON people (fin) WHERE fin IS NOT NULL;
CREATE INDEX people_phone ON people (phone) WHERE phone IS NOT NULL;
CREATE INDEX people_day ON people (day) WHERE erased_at IS NULL;
CREATE INDEX applications_awaits ON applications (awaits_by) WHERE awaits_by > 0;
CREATE INDEX steps_application ON steps (application);
CREATE INDEX name_words_application ON name_words (application);
CREATE INDEX people_unworded ON people (application) WHERE worded = 0 AND sealed IS NOT NULL;
CREATE INDEX contacts_phone ON contacts (phone);
CREATE INDEX contacts_day ON contacts (day);
CREATE INDEX events_changes ON events (seq)
    WHERE kind = 'queue.configured' OR substr(kind, 1, 7) = 'regime.';
CREATE INDEX events_passports ON events (seq) WHERE substr(kind, 1, 9) = 'passport.';
CREATE INDEX outbox_waiting ON outbox (system, position) WHERE state = 'waiting';
CREATE INDEX outbox_refused ON outbox (system) WHERE state = 'refused';
CREATE INDEX outbox_seq ON outbox (seq);
CREATE INDEX outbox_told ON outbox (application) WHERE system = 'visitor-messages' AND application IS NOT NULL;
COMMIT;
