package passport

// fieldKey is a field of the passport by its meaning; the two lines of a period
// (unit, number) are one.
type fieldKey int

const (
	keyName fieldKey = iota
	keyID
	keyClass
	keyUnits
	keyLegal
	keyApply
	keyChannels
	keyAnswer
	keyGrounds
	keyUsers
	keyExecutors
	keyTotal
	keyFront
	keyBack
	keyOperator
	keyFee
	keyPlaces
	keyDocuments
	keyForms
	keySteps
	keySystems
	keySubsystems
	keyElectronic
	keyAutomated
	keyResponsible
	keyCount
)

// fieldSpec says how a field's heading reads. number is that of the ministry's
// form, by which findings are reported; last is the number of a period's second
// line. One of needs must occur in a heading, folded, and none of bars.
type fieldSpec struct {
	number, last int
	title        string // English, for messages
	needs, bars  []string
	wordings     []string
}

var fieldSpecs = [keyCount]fieldSpec{
	keyName: {1, 1, "name", []string{"adi", "name", "title"},
		[]string{"bolme", "ofis", "unit", "office", "struktur", "huquqi"},
		[]string{"Xidmətin adı", "Service name", "Name of the service", "Name of service"}},
	keyID: {2, 2, "ID", []string{" id ", "kodu", "identif"}, []string{"identity"},
		[]string{"Xidmətin ID nömrəsi", "Xidmətin İD-si", "Xidmətin kodu", "Service ID", "Service ID number",
			"ID number of the service", "ID of the service"}},
	keyClass: {3, 3, "classification", []string{"tesnifat", "classif"}, nil,
		[]string{"Xidmətlər üzrə təsnifat", "Xidmətin təsnifatı", "Classification of the service",
			"Classification by services", "Service classification"}},
	keyUnits: {4, 4, "units", []string{"bolme", "unit", "division", "department"},
		[]string{"duration", "period"},
		[]string{"Xidməti həyata keçirən struktur bölmənin adı",
			"Name of the structural unit providing the service",
			"Name of the structural unit implementing the service", "Structural unit providing the service"}},
	keyLegal: {5, 5, "legal basis", []string{"huquqi", "legal"},
		[]string{" no ", "yoxdur", "olmama", "lack", "absen"},
		[]string{"Xidmətin hüquqi əsası", "Xidmətin hüquqi əsasları", "Legal basis of the service",
			"Legal basis", "Legal grounds of the service"}},
	keyApply: {6, 6, "ways to apply", []string{"muraciet", "appl", "appeal", "request"}, nil,
		[]string{"Xidmət üzrə daxil olan müraciətlərin formaları",
			"Forms of applications received for the service", "Forms of application",
			"Forms of appeals received on the service", "Ways to apply"}},
	keyChannels: {7, 7, "channels", []string{"kommunikasiya", "kanal", "channel"}, nil,
		[]string{"Xidmət üzrə istifadə olunan kommunikasiya kanalı",
			"Communication channels used for the service", "Communication channel used in the service",
			"Communication channels"}},
	keyAnswer: {8, 8, "ways to answer", []string{"cavab", "respon", "reply", "replies", "answer"},
		[]string{"person", "standard"},
		[]string{"Xidmət üzrə cavablandırma formaları", "Forms of response for the service",
			"Response forms for the service", "Forms of reply", "Forms of response"}},
	keyGrounds: {9, 9, "refusal grounds", []string{"imtina", "refus", "reject", "denial"}, nil,
		[]string{"Xidmətin nəticəsində imtina əsasları", "Xidmətdən imtina əsasları",
			"Grounds for refusal as a result of the service", "Grounds for refusal of the service",
			"Grounds for refusal"}},
	keyUsers: {10, 10, "users", []string{"istifadeci", "user", "beneficiar"}, []string{"used"},
		[]string{"Xidmət istifadəçiləri", "Xidmətin istifadəçiləri", "Service users",
			"Users of the service"}},
	keyExecutors: {11, 11, "executing bodies",
		[]string{"icra", "execut", "implement", "body", "bodies", "back office"},
		[]string{"operator", "muddet", "duration", "period", "unit"},
		[]string{"Xidmətin icrasını təmin edən Nazirliyin struktur qurumu",
			"Xidmətin icrasını təmin edən arxa ofisin adı",
			"Structural body of the Ministry ensuring the execution of the service",
			"Executing body of the service", "Name of the back office executing the service",
			"Structural institution of the Ministry ensuring the execution of the service"}},
	keyTotal: {12, 13, "total period", []string{"muddet", "period", "duration", "term"},
		[]string{"ofis", "office", "operator"},
		[]string{"Xidmətin həyata keçirilməsinin ümumi müddəti", "Xidmətin həyata keçirilməsi müddəti",
			"Xidmətin həyata keçirilməsinin müddəti", "Total duration of the service",
			"Total period of the service",
			"Duration of the service", "Period of the service",
			"Overall duration of the service implementation", "Duration of service implementation"}},
	keyFront: {14, 15, "front-office period", []string{"on ofis", "onofis", "front"}, nil,
		[]string{"Xidmətin həyata keçirilməsinin müddəti (ön ofis)", "Duration of the service (front office)",
			"Period of the service (front office)", "Front office period",
			"Duration of service implementation (front office)"}},
	keyBack: {16, 17, "back-office period", []string{"arxa ofis", "arxaofis", "back"},
		[]string{"adi", "name", "execut"},
		[]string{"Xidmətin həyata keçirilməsinin müddəti (arxa ofis)",
			"Duration of the service (back office)", "Period of the service (back office)",
			"Back office period",
			"Duration of service implementation (back office)"}},
	keyOperator: {18, 18, "operator standard", []string{"operator", "standart"}, nil,
		[]string{"DOST operatoru tərəfindən xidmətin icra müddəti üzrə standart (dəqiqə ilə)",
			"Standard for the duration of the service by the DOST operator (in minutes)",
			"DOST operator standard (in minutes)",
			"Standard of service execution time by the DOST operator (in minutes)"}},
	keyFee: {19, 19, "fee", []string{"haqqi", "odenis", "fee", "cost", "payment"}, nil,
		[]string{"Xidmət haqqı", "Service fee", "Fee for the service", "Service charge and fee"}},
	keyPlaces: {20, 20, "place", []string{"yeri", "place", "location"}, nil,
		[]string{"Xidmətin göstərilmə yeri", "Xidmətin göstərildiyi yer", "Place of the service",
			"Place of service provision", "Place where the service is provided"}},
	keyDocuments: {21, 21, "documents", []string{"sened", "document"},
		[]string{"teqdimat", "teqdimet", "submission", "presentation"},
		[]string{"Xidmətin göstərilməsi üçün tələb olunan sənədlər", "Xidmət üzrə tələb olunan sənədlər",
			"Documents required for the service", "Required documents",
			"Documents required for the provision of the service"}},
	keyForms: {22, 22, "form of documents",
		[]string{"teqdim", "submission", "presentation", "form of documents"}, nil,
		[]string{"Xidmət üzrə sənədlərin təqdimetmə forması", "Sənədlərin təqdim edilmə forması",
			"Form of submission of documents for the service", "Form of submission of documents",
			"Form of presentation of documents"}},
	keySteps: {23, 23, "steps", []string{"addim", "telimat", "step", "guide", "instruction"}, nil,
		[]string{"Xidmət üzrə addımlarla təlimat (DOST modeli)", "Xidmət üzrə addımlarla təlimat",
			"Step-by-step guide to the service (DOST model)", "Step by step instructions for the service",
			"Service instructions in steps (DOST model)", "Step-by-step guide"}},
	keySystems: {24, 24, "systems", []string{"sistem", "system"},
		[]string{"altsistem", "subsystem", "sub system"},
		[]string{"Xidmət zamanı istifadə edilən informasiya sistemləri (resurslar və məlumatlar)",
			"Xidmət zamanı istifadə edilən informasiya sistemləri",
			"Information systems used during the service (resources and data)",
			"Information systems used during the service",
			"Information systems used in the service (resources and information)"}},
	keySubsystems: {25, 25, "subsystems", []string{"altsistem", "subsystem", "sub system"}, nil,
		[]string{"MEİS-in strukturuna daxil olan altsistemlər",
			"MEİS informasiya sistemin strukturuna daxil olan altsistemlər (resurslar və məlumatlar)",
			"Subsystems included in the structure of MEIS",
			"Subsystems of the MEIS information system (resources and data)",
			"Subsystems within the structure of CEIS"}},
	keyElectronic: {26, 26, "degree of electronic service", []string{"elektron", "electron", "digit"},
		[]string{"sistem", "system"},
		[]string{"Xidmətin elektronlaşdırılma dərəcəsi", "Xidmətin elektronlaşma dərəcəsi",
			"Degree of electronization of the service", "Degree of digitalization of the service",
			"Level of electronic service"}},
	keyAutomated: {27, 27, "degree of automation", []string{"avtomat", "automat"}, nil,
		[]string{"Xidmətin avtomatlaşdırılma dərəcəsi", "Degree of automation of the service",
			"Level of automation of the service"}},
	keyResponsible: {27, 27, "responsible post", []string{"mesul", "responsible"}, nil,
		[]string{"Xidmət üzrə məsul şəxsin vəzifəsi", "Position of the person responsible for the service",
			"Position of the responsible person"}},
}
